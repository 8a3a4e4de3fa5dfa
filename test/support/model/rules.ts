import type {
  BatchCommand,
  ExpireCommand,
  MoneyCommand,
  SettlementCommand,
  WalletCommand,
} from '../../../server/ledger/model/command.js';
import type { LedgerCode } from '../../../server/ledger/errors.js';
import type { Account, Motion } from './account.js';
import {
  assertActive,
  assertCurrency,
  assertFunds,
  assertNotClosed,
  decimal,
  notFound,
  Refusal,
} from './refusal.js';
import type { State } from './state.js';

/** @throws Refusal, as do all of these */
export function move(state: State, command: MoneyCommand): Motion {
  switch (command.operation) {
    case 'transfer':
      return transfer(state, command);
    case 'deposit':
    case 'withdraw':
      return cash(state, command);
  }
}

function transfer(state: State, command: MoneyCommand<'transfer'>): Motion {
  const { to, currency } = command;
  const own = state.owned(command.fromWalletId, command.principalId);
  const other = 'walletId' in to ? state.account(to.walletId) : receiving(state, command, own, to.ownerId);
  if (own === other) throw new Refusal('SAME_WALLET');
  for (const account of [own, other]) assertActive(account);
  for (const account of [own, other]) assertCurrency(account, currency);
  return state.post({ type: 'TRANSFER', amount: BigInt(command.amount), source: own, destination: other });
}

/** Money between the house and a customer. */
function cash(state: State, command: MoneyCommand<'deposit' | 'withdraw'>): Motion {
  const { operation, principalId, currency } = command;
  const amount = BigInt(command.amount);
  const own = state.owned(command.walletId, principalId);
  assertActive(own);
  assertCurrency(own, currency);
  const treasury = state.treasury(own.currency);
  const draft =
    operation === 'deposit'
      ? ({ type: 'DEPOSIT', amount, source: treasury, destination: own } as const)
      : ({ type: 'WITHDRAWAL', amount, source: own, destination: treasury } as const);
  return state.waits(draft.type, amount, currency) ? state.open(draft) : state.post(draft);
}

/** Finds the receiving account. A payer without enough money does not hear if it exists. */
function receiving(state: State, command: MoneyCommand, own: Account, ownerId: string | null): Account {
  assertActive(own);
  assertCurrency(own, command.currency);
  assertFunds(own, BigInt(command.amount));
  if (ownerId === null) throw notFound();
  return state.receiving(ownerId, command.currency);
}

export function decide(state: State, command: SettlementCommand | ExpireCommand): Motion {
  const motion = state.motion(command.transactionId);
  const { status, expiresAt } = motion;
  if (command.operation === 'reverse') return reverse(state, motion);
  if (status !== 'PENDING') throw invalid({ status });
  const isLate = expiresAt !== undefined && expiresAt <= state.now;
  if (command.operation === 'void' || (command.operation === 'expire' && isLate)) {
    state.release(motion);
    state.acts.push({
      action: command.operation === 'void' ? 'TRANSACTION_VOIDED' : 'TRANSACTION_EXPIRED',
      motion,
    });
    return motion;
  }
  // To expire takes that the time is over, to post that it is not.
  if (command.operation === 'expire' || isLate) {
    throw invalid({ status, expiresAt: new Date(expiresAt ?? NaN).toISOString() });
  }
  assertActive(motion.source);
  assertActive(motion.destination);
  state.settle(motion);
  state.acts.push({ action: 'TRANSACTION_POSTED', motion });
  return motion;
}

function reverse(state: State, original: Motion): Motion {
  const { type, status, amount, source, destination } = original;
  if (type === 'REVERSAL') throw invalid({ type });
  if (status !== 'POSTED') throw invalid({ status });
  if (original.reversal) throw new Refusal('INVALID_STATE', null);
  assertNotClosed(source);
  assertNotClosed(destination);
  const reversal = state.post({
    type: 'REVERSAL',
    amount,
    source: destination,
    destination: source,
    original,
  });
  original.reversal = reversal;
  state.acts.push({ action: 'TRANSACTION_REVERSED', motion: original });
  return reversal;
}

export function change(state: State, { operation, walletId, principalId, ownOnly }: WalletCommand): Account {
  const account =
    ownOnly && principalId !== null ? state.owned(walletId, principalId) : state.account(walletId);
  const { status, posted, held, incoming, currency } = account;
  switch (operation) {
    case 'freeze':
      assertNotClosed(account);
      if (status === 'FROZEN') throw invalid({ status });
      account.status = 'FROZEN';
      state.acts.push({ action: 'WALLET_FROZEN', account });
      return account;
    case 'unfreeze':
      if (status !== 'FROZEN') throw invalid({ status });
      account.status = 'ACTIVE';
      state.acts.push({ action: 'WALLET_UNFROZEN', account });
      return account;
    case 'close':
      if (status === 'CLOSED') throw invalid({ status });
      if (status === 'FROZEN' && ownOnly) throw new Refusal('WALLET_FROZEN');
      if (posted !== 0n || held !== 0n || incoming !== 0n) {
        const [p, h, i] = [posted, held, incoming].map((figure) => decimal(figure, currency));
        throw invalid({ status, posted: p ?? '', held: h ?? '', incoming: i ?? '', currency });
      }
      account.status = 'CLOSED';
      state.acts.push({ action: 'WALLET_CLOSED', account });
      return account;
    case 'breakLock':
      // The model has no goals, and so no locks.
      throw invalid({});
  }
}

/** Returns the outcome of each transfer: a transaction, or the code of a rejection. */
export function batch(state: State, command: BatchCommand): (Motion | LedgerCode)[] {
  const made: Motion[] = [];
  const outcomes = command.items.map((item, index) => {
    try {
      const motion = transferItem(state, command, item);
      made.push(motion);
      return motion;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (command.mode === 'EACH') return error.code;
      state.forget(made);
      throw new Refusal(error.code, error.details && { ...error.details, index }, error.pinned);
    }
  });
  const [source, ...others] = new Set(made.map((motion) => motion.source));
  const account = others.length === 0 ? source : undefined;
  state.acts.push({ action: 'TRANSFER_BATCH_SENT', ...(account && { account }) });
  return outcomes;
}

function transferItem(
  state: State,
  { principalId, idempotencyKey }: BatchCommand,
  { to, ...item }: BatchCommand['items'][number],
): Motion {
  const asked = { ...item, operation: 'transfer', principalId, idempotencyKey } as const;
  if ('walletId' in to) return move(state, { ...asked, to });
  return move(state, { ...asked, to: { ownerId: to.ownerId } });
}

function invalid(details: Refusal['details']): Refusal {
  return new Refusal('INVALID_STATE', details);
}
