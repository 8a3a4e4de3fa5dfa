import { v4 } from 'uuid';
import type { BatchItem, Command, MoneyCommand } from '../../../server/ledger/model/command.js';
import { MODEL_CURRENCIES, type Account, type ModelCurrency, type Motion } from './account.js';
import type { Batch, Change, Decision, Move, Nth } from './scenario.js';
import type { State } from './state.js';

const CURRENCIES = Object.keys(MODEL_CURRENCIES) as ModelCurrency[];
const AMOUNT_MAX = 999_999_999_999_999;

type Known<Thing> = Thing & { readonly id: string };

/** People of a scenario: customers, and operators who decide about them. */
export interface Cast {
  readonly people: readonly string[];
  readonly operators: readonly string[];
}

export function pick<Item>(items: readonly Item[], index: Nth): Item | undefined {
  return items[index % items.length];
}

export function currencyOf(index: Nth): ModelCurrency {
  return pick(CURRENCIES, index) ?? 'KES';
}

function emailOf(userId: string): string {
  return `${userId}@example.com`;
}

/** The command that an action means in the present state; undefined while there is nothing to do it to. */
export class Commands {
  /** The transaction that was decided about last. */
  #decided: Known<Motion> | undefined;

  constructor(
    private readonly state: State,
    private readonly cast: Cast,
  ) {}

  ofMove(action: Move, key: string, own: readonly Account[] = this.state.accounts): MoneyCommand | undefined {
    const all = known(this.state.accounts);
    const wallet = pick(known(own), action.wallet);
    if (!wallet) return undefined;
    const others = all.filter(
      ({ currency }) => currency === wallet.currency || action.slip === 'other currency',
    );
    const other = action.slip === 'same wallet' ? wallet : pick(others, action.other);
    if (!other || (other === wallet && action.slip === 'none' && others.length > 1)) return undefined;
    const owner = wallet.ownerId ?? '';
    const asked = {
      principalId: action.slip === 'stranger' ? this.#otherThan(owner) : owner,
      idempotencyKey: key,
      amount: amountOf(action, wallet),
      currency: action.slip === 'currency' ? currencyOf(action.other) : wallet.currency,
      reference: null,
      description: null,
      metadata: null,
    };
    if (action.operation !== 'transfer') {
      return { ...asked, operation: action.operation, walletId: wallet.id };
    }
    const to = action.toPerson ? { ownerId: other.ownerId ?? '' } : { walletId: other.id };
    return { ...asked, operation: 'transfer', fromWalletId: wallet.id, to };
  }

  ofBatch({ mode, person, moves }: Batch, key: string): Command | undefined {
    const principalId = pick(this.cast.people, person) ?? '';
    const own = this.state.accounts.filter(({ ownerId }) => ownerId === principalId);
    const items = moves.flatMap((action): BatchItem[] => {
      const pool = action.slip === 'stranger' ? this.state.accounts : own;
      const command = this.ofMove({ ...action, operation: 'transfer' }, key, pool);
      if (command?.operation !== 'transfer') return [];
      const { operation: _, principalId: _asking, idempotencyKey: _key, to, ...item } = command;
      return [
        { ...item, to: 'walletId' in to ? to : { email: emailOf(to.ownerId ?? ''), ownerId: to.ownerId } },
      ];
    });
    if (items.length === 0) return undefined;
    return { operation: 'transferBatch', principalId, idempotencyKey: key, mode, items };
  }

  ofDecision({ operation, aim, of, by }: Decision, key: string): Command | undefined {
    const all = known(this.state.motions);
    const apt = all.filter(({ status, type }) =>
      operation === 'reverse' ? status === 'POSTED' && type !== 'REVERSAL' : status === 'PENDING',
    );
    const stopped = apt.filter(({ source, destination }) =>
      [source, destination].some((account) => account.status !== 'ACTIVE'),
    );
    const pool = { apt, stopped, any: all, none: all };
    const motion = aim === 'the same' ? this.#decided : pick(pool[aim], of);
    if (!motion) return undefined;
    this.#decided = motion;
    const transactionId = aim === 'none' ? v4() : motion.id;
    if (operation === 'expire') return { operation, transactionId, principalId: null, idempotencyKey: null };
    const owner = motion.source.ownerId ?? motion.destination.ownerId ?? '';
    const principalId = by === 'owner' ? owner : this.#operator(of);
    return { operation, transactionId, principalId, idempotencyKey: key, reason: 'As agreed' };
  }

  ofChange({ operation, aim, wallet, by, keyed }: Change, key: string): Command | undefined {
    const all = known(this.state.accounts);
    const apt = all.filter(({ status, posted }) => {
      if (operation === 'close') return status !== 'CLOSED' && posted === 0n;
      return status === (operation === 'freeze' ? 'ACTIVE' : 'FROZEN');
    });
    const account = pick(aim === 'apt' ? apt : all, wallet);
    if (!account) return undefined;
    const owner = account.ownerId ?? '';
    return {
      operation,
      principalId: { operator: this.#operator(wallet), owner, stranger: this.#otherThan(owner) }[by],
      idempotencyKey: keyed ? key : null,
      walletId: account.id,
      reason: 'As agreed',
      ownOnly: by !== 'operator',
    };
  }

  #operator(index: Nth): string {
    return pick(this.cast.operators, index) ?? '';
  }

  #otherThan(person: string): string {
    return this.cast.people.find((each) => each !== person) ?? person;
  }
}

function known<Thing extends { readonly id: string | undefined }>(things: readonly Thing[]): Known<Thing>[] {
  return things.filter((thing): thing is Known<Thing> => thing.id !== undefined);
}

function amountOf({ amount }: Move, { posted, held }: Account): number {
  if (typeof amount === 'number') return amount;
  if (amount === 'the most') return AMOUNT_MAX;
  const everything = Math.min(Number(posted - held), AMOUNT_MAX - 1);
  return amount === 'one too much' ? everything + 1 : Math.max(everything, 1);
}
