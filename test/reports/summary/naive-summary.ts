import type { ReportRange } from '../../../server/reports/shared/range.js';
import type { AdminSummary } from '../../../server/reports/shared/summary.js';
import { books } from '../../support/books.js';
import type { TransactionRow } from '../../support/book-rows.js';
import type { TestLedger } from '../../support/ledger.js';
import { rawRows } from '../../support/raw-sql.js';

interface UserRow {
  readonly status: string;
  readonly created_at: number;
}

type Figures = Omit<AdminSummary, 'asOf' | 'range' | 'integrity'> & { trialBalanced: boolean };

const TYPES = ['DEPOSIT', 'TRANSFER', 'WITHDRAWAL', 'REVERSAL'];

/** The summary's figures from every row there is, without the totals of hours and with as little cleverness as possible. */
export async function naiveSummary(ledger: TestLedger, range: ReportRange): Promise<Figures> {
  const { wallets, transactions, records } = await books(ledger.storage);
  const users = await rawRows<UserRow>(ledger, 'select * from users');
  const from = range.from.getTime();
  const to = range.to.getTime();
  const within = (at: number | null): boolean => at !== null && at >= from && at < to;
  const before = (at: number | null): boolean => at !== null && at >= from - (to - from) && at < from;
  const wanted = ({ currency }: { currency: string }): boolean =>
    range.currency === null || range.currency === currency;

  const customers = wallets.filter((wallet) => wallet.kind === 'CUSTOMER' && wanted(wallet));
  const positionOf = (currency: string) => {
    const own = wallets.filter((wallet) => wallet.currency === currency);
    const customerOnes = own.filter((wallet) => wallet.kind === 'CUSTOMER');
    const posted = add(customerOnes.map((wallet) => wallet.posted));
    const held = add(customerOnes.map((wallet) => wallet.held));
    const kind = (name: string) => add(own.filter((wallet) => wallet.kind === name).map((w) => w.posted));
    return {
      currency,
      customerPosted: { minorUnits: posted, currency },
      customerAvailable: { minorUnits: posted - held, currency },
      held: { minorUnits: held, currency },
      treasury: { minorUnits: kind('TREASURY'), currency },
      escrow: { minorUnits: kind('ESCROW'), currency },
      trialBalance: { minorUnits: add(own.map((wallet) => wallet.posted)), currency },
    };
  };
  const positions = [...new Set(wallets.map((wallet) => wallet.currency))].sort().map(positionOf);

  const current = transactions.filter((each) => wanted(each) && within(each.posted_at));
  const previous = transactions.filter((each) => wanted(each) && before(each.posted_at));
  const codes = records
    .filter((record) => within(record.created_at))
    .flatMap((record) => record.rejection_code ?? []);

  return {
    users: {
      total: users.length,
      active: users.filter((user) => user.status === 'ACTIVE').length,
      suspended: users.filter(({ status }) => status === 'SUSPENDED').length,
      closed: users.filter(({ status }) => status === 'CLOSED').length,
      registered: users.filter((user) => within(user.created_at)).length,
    },
    wallets: {
      total: customers.length,
      active: customers.filter((wallet) => wallet.status === 'ACTIVE').length,
      frozen: customers.filter((wallet) => wallet.status === 'FROZEN').length,
      closed: customers.filter((wallet) => wallet.status === 'CLOSED').length,
    },
    positions: positions.filter(wanted),
    volumes: pairsOf([...current, ...previous]).map((pair) => ({
      ...total(pair, current),
      previousCount: total(pair, previous).count,
      previousAmount: total(pair, previous).amount,
    })),
    series: pairsOf(current).flatMap((pair) =>
      bucketsOf(range).map((bucketStart) => ({
        bucketStart: new Date(bucketStart),
        ...total(
          pair,
          current.filter((each) => startOfBucket(each.posted_at ?? 0, range) === bucketStart),
        ),
      })),
    ),
    pending: pairsOf(transactions.filter((each) => wanted(each) && each.status === 'PENDING')).map((pair) =>
      total(
        pair,
        transactions.filter((each) => each.status === 'PENDING'),
      ),
    ),
    declines: [...new Set(codes)]
      .map((code) => ({ code, count: codes.filter((each) => each === code).length }))
      .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
    trialBalanced: positions.every((position) => position.trialBalance.minorUnits === 0n),
  } as Figures;
}

/** The summary without what depends on when it was made and on verifications. */
export function figuresOf(summary: AdminSummary): Figures {
  const { asOf: _asOf, range: _range, integrity, ...figures } = summary;
  return { ...figures, trialBalanced: integrity.trialBalanced };
}

type Pair = Pick<TransactionRow, 'currency' | 'type'>;

function pairsOf(transactions: readonly TransactionRow[]): Pair[] {
  const currencies = [...new Set(transactions.map(({ currency }) => currency))].sort();
  return currencies.flatMap((currency) =>
    TYPES.filter((type) => transactions.some((each) => each.currency === currency && each.type === type)).map(
      (type) => ({ currency, type }),
    ),
  );
}

function total({ currency, type }: Pair, transactions: readonly TransactionRow[]) {
  const own = transactions.filter((each) => each.currency === currency && each.type === type);
  return {
    currency,
    type,
    count: own.length,
    amount: { minorUnits: add(own.map(({ amount }) => amount)), currency },
  };
}

/** Tries every hour of the range. */
function bucketsOf(range: ReportRange): number[] {
  const starts = new Set<number>();
  for (let at = range.from.getTime(); at < range.to.getTime(); at += 3_600_000) {
    starts.add(startOfBucket(at, range));
  }
  starts.add(startOfBucket(range.to.getTime() - 1, range));
  return [...starts];
}

/** By the text of the date, and for weeks by going back to Monday. */
function startOfBucket(at: number, { bucket }: ReportRange): number {
  const text = new Date(at).toISOString();
  switch (bucket) {
    case 'HOUR':
      return Date.parse(`${text.slice(0, 13)}:00:00.000Z`);
    case 'DAY':
      return Date.parse(text.slice(0, 10));
    case 'MONTH':
      return Date.parse(`${text.slice(0, 7)}-01`);
    case 'WEEK': {
      const day = new Date(text.slice(0, 10));
      while (day.getUTCDay() !== 1) day.setUTCDate(day.getUTCDate() - 1);
      return day.getTime();
    }
  }
}

function add(amounts: readonly number[]): bigint {
  return amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
}
