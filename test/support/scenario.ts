import fc from 'fast-check';
import type { Command } from '../../server/ledger/command.js';
import type { WalletStatus } from '../../server/ledger/wallet.js';
import { MODEL_CURRENCIES, type Model, type ModelCurrency, type ModelWallet } from './model.js';

const CURRENCIES = Object.keys(MODEL_CURRENCIES) as ModelCurrency[];
const AMOUNT_MAX = 999_999_999_999_999;

/** Numbers stand for "the n-th one there is", so that a scenario keeps its sense while fast-check makes it smaller. */
type Nth = number;

export interface Move {
  readonly kind: 'move';
  readonly operation: Command['operation'];
  readonly wallet: Nth;
  readonly other: Nth;
  /** Whether a transfer names the person and not the wallet. */
  readonly toPerson: boolean;
  readonly amount: number | 'everything' | 'one too much' | 'the most';
  readonly slip: 'none' | 'currency' | 'other currency' | 'same wallet' | 'stranger';
}

export interface Retry {
  readonly kind: 'retry';
  readonly of: Nth;
  readonly change: 'nothing' | 'amount' | 'description' | 'operation' | 'person';
}

export interface Opening {
  readonly kind: 'open';
  readonly person: Nth;
  readonly currency: Nth;
  readonly key: 'none' | 'new' | 'of an opening' | 'of a command';
  readonly of: Nth;
}

/** Actions that are on their way at the same time, after some wallets changed their status or the process was restarted. */
export interface Group {
  readonly restart: boolean;
  readonly statuses: readonly { readonly wallet: Nth; readonly status: WalletStatus }[];
  readonly actions: readonly (Move | Retry | Opening)[];
}

const nth = fc.nat({ max: 99 });

const move = fc.record<Move>({
  kind: fc.constant('move'),
  operation: fc.constantFrom('deposit', 'withdraw', 'transfer', 'transfer'),
  wallet: nth,
  other: nth,
  toPerson: fc.boolean(),
  amount: fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: 1, max: 60 }) },
    { weight: 3, arbitrary: fc.constantFrom('everything' as const, 'one too much' as const) },
    { weight: 2, arbitrary: fc.constant('the most' as const) },
  ),
  slip: fc.oneof(
    { weight: 12, arbitrary: fc.constant('none' as const) },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Move['slip']>('currency', 'other currency', 'same wallet', 'stranger'),
    },
  ),
});

const retry = fc.record<Retry>({
  kind: fc.constant('retry'),
  of: nth,
  change: fc.constantFrom('nothing', 'nothing', 'nothing', 'amount', 'description', 'operation', 'person'),
});

const opening = fc.record<Opening>({
  kind: fc.constant('open'),
  person: nth,
  currency: nth,
  key: fc.constantFrom('none', 'new', 'of an opening', 'of a command'),
  of: nth,
});

export const scenarios = fc.array(
  fc.record<Group>({
    restart: fc.oneof(
      { weight: 9, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
    statuses: fc.array(
      fc.record({
        wallet: nth,
        status: fc.constantFrom<WalletStatus>('ACTIVE', 'ACTIVE', 'ACTIVE', 'FROZEN', 'CLOSED'),
      }),
      { maxLength: 2 },
    ),
    actions: fc.array(
      fc.oneof(
        { weight: 12, arbitrary: move },
        { weight: 4, arbitrary: retry },
        { weight: 1, arbitrary: opening },
      ),
      { minLength: 1, maxLength: 25 },
    ),
  }),
  { minLength: 1, maxLength: 12 },
);

export function pick<Item>(items: readonly Item[], index: Nth): Item | undefined {
  return items[index % items.length];
}

/** The command that a move means in the present state; undefined while there is nothing to move. */
export function commandOf(
  action: Move,
  model: Model,
  people: readonly string[],
  key: string,
): Command | undefined {
  const known = model.wallets.filter(
    (wallet): wallet is ModelWallet & { id: string } => wallet.id !== undefined,
  );
  const wallet = pick(known, action.wallet);
  if (!wallet) return undefined;
  const others = known.filter(
    ({ currency }) => currency === wallet.currency || action.slip === 'other currency',
  );
  const other = action.slip === 'same wallet' ? wallet : pick(others, action.other);
  if (!other || (other === wallet && action.slip === 'none' && others.length > 1)) return undefined;
  const stranger = people.find((person) => person !== wallet.ownerId) ?? wallet.ownerId;
  const asked = {
    principalId: action.slip === 'stranger' ? stranger : wallet.ownerId,
    idempotencyKey: key,
    amount: amountOf(action, wallet),
    currency: action.slip === 'currency' ? (pick(CURRENCIES, action.other) ?? 'KES') : wallet.currency,
    reference: null,
    description: null,
    metadata: null,
  };
  if (action.operation !== 'transfer') return { ...asked, operation: action.operation, walletId: wallet.id };
  const to = action.toPerson ? { ownerId: other.ownerId } : { walletId: other.id };
  return { ...asked, operation: 'transfer', fromWalletId: wallet.id, to };
}

function amountOf({ amount }: Move, { balance }: ModelWallet): number {
  if (typeof amount === 'number') return amount;
  if (amount === 'the most') return AMOUNT_MAX;
  const everything = Math.min(Number(balance), AMOUNT_MAX - 1);
  return amount === 'one too much' ? everything + 1 : Math.max(everything, 1);
}

/** The same key once more, with the same request or another one. */
export function retryOf({ change }: Retry, command: Command, people: readonly string[]): Command {
  switch (change) {
    case 'nothing':
      return { ...command };
    case 'amount':
      return { ...command, amount: command.amount === AMOUNT_MAX ? 1 : command.amount + 1 };
    case 'description':
      return { ...command, description: 'something else' };
    case 'operation':
      if (command.operation === 'transfer') return { ...command, fromWalletId: people[0] ?? '' };
      return { ...command, operation: command.operation === 'deposit' ? 'withdraw' : 'deposit' };
    case 'person':
      return { ...command, principalId: people.find((person) => person !== command.principalId) ?? '' };
  }
}

export function currencyOf({ currency }: Opening): ModelCurrency {
  return pick(CURRENCIES, currency) ?? 'KES';
}
