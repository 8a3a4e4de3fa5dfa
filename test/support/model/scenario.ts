import fc from 'fast-check';
import type {
  BatchCommand,
  ExpireCommand,
  MoneyCommand,
  SettlementCommand,
  WalletCommand,
} from '../../../server/ledger/model/command.js';
import { PENDING_MS } from './account.js';

/** Numbers stand for "the n-th one there is", so that a scenario keeps its sense while fast-check makes it smaller. */
export type Nth = number;

export interface Move {
  readonly kind: 'move';
  readonly operation: MoneyCommand['operation'];
  readonly wallet: Nth;
  readonly other: Nth;
  /** True when a transfer names the person and not the wallet. */
  readonly toPerson: boolean;
  readonly amount: number | 'everything' | 'one too much' | 'the most';
  readonly slip: 'none' | 'currency' | 'other currency' | 'same wallet' | 'stranger';
}

/** A decision about a transaction. */
export interface Decision {
  readonly kind: 'decide';
  readonly operation: SettlementCommand['operation'] | ExpireCommand['operation'];
  /** One that it can be done to, one of a wallet that is stopped, any, the one decided about before, or one nobody knows. */
  readonly aim: 'apt' | 'stopped' | 'any' | 'the same' | 'none';
  readonly of: Nth;
  readonly by: 'operator' | 'owner';
}

/** A change of a wallet's status. */
export interface Change {
  readonly kind: 'change';
  readonly operation: WalletCommand['operation'];
  readonly aim: 'apt' | 'any';
  readonly wallet: Nth;
  readonly by: 'operator' | 'owner' | 'stranger';
  readonly keyed: boolean;
}

export interface Batch {
  readonly kind: 'batch';
  readonly mode: BatchCommand['mode'];
  readonly person: Nth;
  readonly moves: readonly Move[];
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

export type Action = Move | Decision | Change | Batch | Retry | Opening;

/** Actions that are on their way at the same time, after time has passed and perhaps something else has happened. */
export interface Group {
  readonly restart: boolean;
  /** The clock may be set back as well. */
  readonly passMs: number;
  /** The process that gets them lets all deposits and withdrawals wait. */
  readonly inReview: boolean;
  /** Above which amount withdrawals in a currency wait from now on; null when none do. */
  readonly limit: { readonly currency: Nth; readonly above: number | null } | undefined;
  readonly actions: readonly Action[];
  /** True when the sweeper comes as well. */
  readonly sweep: boolean;
}

const nth = fc.nat({ max: 99 });

/** Weight of each movement among those that are drawn. */
const SHARES = { deposit: 1, withdraw: 2, transfer: 2 } satisfies Record<Move['operation'], number>;
const MOVES = (Object.keys(SHARES) as Move['operation'][]).map((operation) => ({
  weight: SHARES[operation],
  arbitrary: fc.constant(operation),
}));

const move = fc.record<Move>({
  kind: fc.constant('move'),
  operation: fc.oneof(...MOVES),
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

const decision = fc.record<Decision>({
  kind: fc.constant('decide'),
  operation: fc.constantFrom('post', 'post', 'void', 'reverse', 'reverse', 'expire'),
  aim: fc.oneof(
    { weight: 8, arbitrary: fc.constant('apt' as const) },
    { weight: 3, arbitrary: fc.constant('the same' as const) },
    { weight: 2, arbitrary: fc.constant('stopped' as const) },
    { weight: 1, arbitrary: fc.constant('any' as const) },
    { weight: 1, arbitrary: fc.constant('none' as const) },
  ),
  of: nth,
  by: fc.constantFrom('operator', 'operator', 'owner'),
});

const change = fc.record<Change>({
  kind: fc.constant('change'),
  operation: fc.constantFrom('freeze', 'unfreeze', 'close', 'close'),
  aim: fc.constantFrom('apt', 'apt', 'any'),
  wallet: nth,
  by: fc.constantFrom('operator', 'operator', 'owner', 'stranger'),
  keyed: fc.boolean(),
});

const batch = fc.record<Batch>({
  kind: fc.constant('batch'),
  mode: fc.constantFrom('ATOMIC', 'EACH'),
  person: nth,
  moves: fc.array(move, { minLength: 1, maxLength: 4 }),
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

const seldom = fc.nat({ max: 9 }).map((number) => number === 9);

export const scenarios = fc.array(
  fc.record<Group>({
    restart: seldom,
    passMs: fc.constantFrom(1, 1, 1, PENDING_MS / 2, PENDING_MS, -5_000),
    inReview: fc.boolean(),
    limit: fc.option(fc.record({ currency: nth, above: fc.option(fc.nat({ max: 60 })) }), {
      nil: undefined,
      freq: 3,
    }),
    actions: fc.array(
      fc.oneof(
        { weight: 11, arbitrary: move },
        { weight: 7, arbitrary: decision },
        { weight: 2, arbitrary: change },
        { weight: 2, arbitrary: batch },
        { weight: 4, arbitrary: retry },
        { weight: 1, arbitrary: opening },
      ),
      { minLength: 1, maxLength: 25 },
    ),
    sweep: fc.nat({ max: 3 }).map((number) => number === 3),
  }),
  { minLength: 1, maxLength: 12 },
);
