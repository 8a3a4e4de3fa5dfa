import type { TransactionRow } from '../../support/book-rows.js';
import { declineCounts } from './operations.js';
import { iso, type Facts } from './facts.js';
import { money, sum } from './money.js';
import { bucketsOf, endsOf, startOfBucket, UTC, within, type Bucket } from './time.js';

const TYPES = ['DEPOSIT', 'TRANSFER', 'WITHDRAWAL', 'REVERSAL'];
const HOUR = 3_600_000;

export interface SummaryInput {
  readonly from: number;
  readonly to: number;
  readonly bucket: Bucket;
  /** Time zone of the buckets; UTC unless given. */
  readonly timeZone?: string | undefined;
  /** Narrows everything that has a currency. */
  readonly currency?: string | undefined;
}

/** Every figure of the admin summary, from every row there is. */
export function adminSummary(facts: Facts, input: SummaryInput) {
  const { from, to, currency, timeZone = UTC } = input;
  const { users, transactions } = facts.tables;
  const narrowed = <Row extends { readonly currency: string }>(rows: readonly Row[]) =>
    rows.filter((row) => currency === undefined || row.currency === currency);
  const customers = narrowed(facts.tables.wallets).filter(({ kind }) => kind === 'CUSTOMER');
  const posted = narrowed(transactions).filter((row) => within(row.posted_at, from, to));
  const before = narrowed(transactions).filter((row) => within(row.posted_at, from - (to - from), from));
  const pending = narrowed(transactions).filter(({ status }) => status === 'PENDING');
  const starts = bucketsOf(from, to, input.bucket, timeZone);
  const postedIn = Map.groupBy(posted, (row) => startOfBucket(row.posted_at ?? from, input.bucket, timeZone));
  const happened = happenings(facts, input);
  return {
    from: iso(from),
    to: iso(to),
    bucket: input.bucket,
    timeZone,
    users: {
      total: users.length,
      active: users.filter(({ status }) => status === 'ACTIVE').length,
      suspended: users.filter(({ status }) => status === 'SUSPENDED').length,
      closed: users.filter(({ status }) => status === 'CLOSED').length,
      registered: users.filter((user) => within(user.created_at, from, to)).length,
    },
    wallets: {
      total: customers.length,
      active: customers.filter(({ status }) => status === 'ACTIVE').length,
      frozen: customers.filter(({ status }) => status === 'FROZEN').length,
      closed: customers.filter(({ status }) => status === 'CLOSED').length,
    },
    positions: currenciesOf(narrowed(facts.tables.wallets)).map((code) => positionOf(facts, code)),
    // A pair of a currency and a type with something in either range is listed.
    volumes: pairsOf([...posted, ...before]).map((pair) => {
      const previous = totalOf(pair, before);
      return { ...totalOf(pair, posted), previousCount: previous.count, previousAmount: previous.amount };
    }),
    series: pairsOf(posted).flatMap((pair) =>
      starts.map((start) => ({ bucketStart: iso(start), ...totalOf(pair, postedIn.get(start) ?? []) })),
    ),
    pending: pairsOf(pending).map((pair) => ({
      ...totalOf(pair, pending),
      previousCount: null,
      previousAmount: null,
    })),
    declines: declineCounts(facts, { from, to }),
    activity: starts.map((start) => ({ bucketStart: iso(start), ...happened(start) })),
    customerFunds: currenciesOf(narrowed(facts.tables.wallets)).map((code) => {
      const [opening, ...held] = heldByCustomers(facts, code, [from, ...endsOf(starts, to)]);
      return {
        currency: code,
        opening,
        closing: held.at(-1),
        points: starts.map((start, index) => ({ bucketStart: iso(start), amount: held[index] })),
      };
    }),
    integrity: { trialBalanced: true },
  };
}

function currenciesOf(rows: readonly { readonly currency: string }[]): string[] {
  return [...new Set(rows.map(({ currency }) => currency))].sort();
}

type Pair = Pick<TransactionRow, 'currency' | 'type'>;

/** Currencies in alphabetical order, and in each the types in that of their life. */
function pairsOf(rows: readonly TransactionRow[]): Pair[] {
  return currenciesOf(rows).flatMap((currency) =>
    TYPES.filter((type) => rows.some((row) => row.currency === currency && row.type === type)).map(
      (type) => ({
        currency,
        type,
      }),
    ),
  );
}

function totalOf({ currency, type }: Pair, rows: readonly TransactionRow[]) {
  const own = rows.filter((row) => row.currency === currency && row.type === type);
  return { currency, type, count: own.length, amount: money(sum(own.map(({ amount }) => amount)), currency) };
}

function positionOf(facts: Facts, currency: string) {
  const wallets = facts.tables.wallets.filter((row) => row.currency === currency);
  const postedIn = (kind?: string) =>
    sum(
      wallets
        .filter((row) => kind === undefined || row.kind === kind)
        .flatMap(({ id }) => facts.entriesOfWallet(id).map(({ amount }) => amount)),
    );
  const waiting = facts.tables.transactions.filter(
    (row) => row.status === 'PENDING' && row.currency === currency && row.type === 'WITHDRAWAL',
  );
  const held = sum(waiting.map(({ amount }) => amount));
  return {
    currency,
    customerPosted: money(postedIn('CUSTOMER'), currency),
    customerAvailable: money(postedIn('CUSTOMER') - held, currency),
    held: money(held, currency),
    treasury: money(postedIn('TREASURY'), currency),
    escrow: money(postedIn('ESCROW'), currency),
    trialBalance: money(postedIn(), currency),
  };
}

/** Adds up the entries of customers' wallets that were booked before each of these moments. */
function heldByCustomers(facts: Facts, currency: string, moments: readonly number[]) {
  const wallets = facts.tables.wallets.filter((row) => row.kind === 'CUSTOMER' && row.currency === currency);
  const entries = wallets.flatMap(({ id }) => facts.entriesOfWallet(id));
  return moments.map((moment) =>
    money(sum(entries.filter((entry) => entry.created_at < moment).map(({ amount }) => amount)), currency),
  );
}

/** Counts the events of each bucket, as far as it lies in the range. People and declines have no currency. */
function happenings(facts: Facts, { from, to, bucket, currency, timeZone = UTC }: SummaryInput) {
  const { transactions, users, wallets, records, keyUseHours } = facts.tables;
  const isWanted = (row: { readonly currency: string }) =>
    currency === undefined || row.currency === currency;
  const count = <Row>(
    rows: readonly Row[],
    at: (row: Row) => number | null,
    times: (row: Row) => number = () => 1,
  ) => {
    const counts = new Map<number, number>();
    const first = startOfBucket(from, bucket, timeZone);
    for (const row of rows) {
      const start = Math.max(first, startOfBucket(at(row) ?? from, bucket, timeZone));
      counts.set(start, (counts.get(start) ?? 0) + times(row));
    }
    return (start: number) => counts.get(start) ?? 0;
  };
  const created = (rows: readonly { readonly created_at: number }[]) =>
    count(
      rows.filter((row) => within(row.created_at, from, to)),
      (row) => row.created_at,
    );
  // Uses of keys are known by the hour of UTC, so an hour that the range begins in counts whole.
  const hours = keyUseHours.filter(({ hour_start: at }) => within(at, from - (from % HOUR), to));
  const counts = {
    transactions: count(
      transactions.filter((row) => isWanted(row) && within(row.posted_at, from, to)),
      (row) => row.posted_at,
    ),
    usersRegistered: created(users),
    walletsOpened: created(wallets.filter((row) => row.kind === 'CUSTOMER' && isWanted(row))),
    declines: created(records.filter((row) => row.rejection_code !== null)),
    replays: count(
      hours,
      (row) => row.hour_start,
      (row) => row.replays,
    ),
    keyConflicts: count(
      hours,
      (row) => row.hour_start,
      (row) => row.conflicts,
    ),
  };
  return (start: number) =>
    Object.fromEntries(Object.entries(counts).map(([name, countIn]) => [name, countIn(start)]));
}
