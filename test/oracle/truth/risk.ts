import { compareText, iso, type Facts } from './facts.js';
import { money, sum } from './money.js';
import { bucketsOf, startOfBucket, UTC } from './time.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FLOW_DAYS = 30;

export interface RiskInput {
  /** Narrows everything. */
  readonly currency?: string | undefined;
  /** Time zone of the days of flows. */
  readonly timeZone?: string | undefined;
}

/** The figures of risk that are sums of rows. */
export function riskSummary(facts: Facts, { currency, timeZone = UTC }: RiskInput) {
  const used = [...new Set(facts.tables.wallets.map((row) => row.currency))].sort();
  const codes = used.filter((code) => currency === undefined || code === currency);
  return {
    timeZone,
    concentration: codes.flatMap((code) => concentrationOf(facts, code)),
    flows: codes.flatMap((code) => flowsOf(facts, code, timeZone)),
    coverage: codes.flatMap((code) => coverageOf(facts, code)),
    ageing: codes.flatMap((code) => ageingOf(facts, code)),
  };
}

/** Lists the total holdings of each person who holds anything. */
function concentrationOf(facts: Facts, currency: string) {
  const held = new Map<string, bigint>();
  for (const wallet of facts.tables.wallets) {
    if (wallet.owner_id === null || wallet.currency !== currency) continue;
    const own = sum(facts.entriesOfWallet(wallet.id).map(({ amount }) => amount));
    held.set(wallet.owner_id, (held.get(wallet.owner_id) ?? 0n) + own);
  }
  const holders = [...held]
    .filter(([, amount]) => amount > 0n)
    .sort(([a, x], [b, y]) => (x === y ? compareText(a, b) : x > y ? -1 : 1));
  if (holders.length === 0) return [];
  const total = holders.reduce((all, [, amount]) => all + amount, 0n);
  const share = (amounts: readonly bigint[]) =>
    places((amounts.reduce((all, amount) => all + amount, 0n) * 10_000n) / total, 4);
  const shareOfTop = (count: number) => share(holders.slice(0, count).map(([, amount]) => amount));
  return [
    {
      currency,
      total: money(total, currency),
      holders: holders.length,
      top1Share: shareOfTop(1),
      top5Share: shareOfTop(5),
      top10Share: shareOfTop(10),
      top: holders.slice(0, 10).map(([id, amount]) => ({
        user: { id, displayName: facts.user(id).display_name },
        amount: money(amount, currency),
        share: share([amount]),
      })),
    },
  ];
}

function postedOf(facts: Facts, currency: string, type: string) {
  return facts.tables.transactions.flatMap((row) =>
    row.currency === currency && row.type === type && row.posted_at !== null
      ? [{ at: row.posted_at, amount: row.amount }]
      : [],
  );
}

/** Deposits and withdrawals that were posted, of the last thirty days of a zone, where there were any. */
function flowsOf(facts: Facts, currency: string, timeZone: string) {
  const days = bucketsOf(facts.now - 40 * DAY, facts.now + 1, 'DAY', timeZone).slice(-FLOW_DAYS);
  const [first = 0] = days;
  const within = (type: string) =>
    postedOf(facts, currency, type).filter(({ at }) => at >= first && at <= facts.now);
  const [paidIn, paidOut] = [within('DEPOSIT'), within('WITHDRAWAL')];
  if (paidIn.length + paidOut.length === 0) return [];
  return days.map((day) => {
    const on = (rows: typeof paidIn) =>
      sum(rows.filter(({ at }) => startOfBucket(at, 'DAY', timeZone) === day).map(({ amount }) => amount));
    const [moneyIn, moneyOut] = [on(paidIn), on(paidOut)];
    return {
      currency,
      day: iso(day),
      moneyIn: money(moneyIn, currency),
      moneyOut: money(moneyOut, currency),
      net: money(moneyIn - moneyOut, currency),
    };
  });
}

/** Computes a currency's coverage, if it has a treasury: the house's cash, and the amounts that wait to be paid out of it. */
function coverageOf(facts: Facts, currency: string) {
  const treasury = facts.tables.wallets.find((row) => row.kind === 'TREASURY' && row.currency === currency);
  if (!treasury) return [];
  const cash = -sum(facts.entriesOfWallet(treasury.id).map(({ amount }) => amount));
  const waiting = facts.tables.transactions.filter(
    (row) => row.status === 'PENDING' && row.type === 'WITHDRAWAL' && row.currency === currency,
  );
  const pendingOut = sum(waiting.map(({ amount }) => amount));
  const lately = (type: string) =>
    sum(
      postedOf(facts, currency, type)
        .filter(({ at }) => at > facts.now - 7 * DAY && at <= facts.now)
        .map(({ amount }) => amount),
    );
  const outflow = lately('WITHDRAWAL') - lately('DEPOSIT');
  return [
    {
      currency,
      cash: money(cash, currency),
      pendingOut: money(pendingOut, currency),
      pendingCount: waiting.length,
      ratio: pendingOut === 0n ? null : places((cash * 10_000n) / pendingOut, 4),
      dailyNetOutflow: money(outflow / 7n, currency),
      daysOfCover: outflow > 0n ? places((cash * 70n) / outflow, 1) : null,
    },
  ];
}

/** An age that is exactly a limit belongs to the longer one. */
const AGES = [
  ['UNDER_1_HOUR', 0],
  ['UNDER_1_DAY', HOUR],
  ['UNDER_3_DAYS', DAY],
  ['OVER_3_DAYS', 3 * DAY],
] as const;

function ageingOf(facts: Facts, currency: string) {
  const waiting = facts.tables.transactions.filter(
    (row) => row.status === 'PENDING' && row.currency === currency,
  );
  return ['DEPOSIT', 'WITHDRAWAL'].flatMap((type) =>
    AGES.flatMap(([age, least]) => {
      const own = waiting.filter(
        (row) =>
          row.type === type &&
          AGES.findLast(([, limit]) => facts.now - row.created_at >= limit)?.[1] === least,
      );
      if (own.length === 0) return [];
      const oldest = Math.min(...own.map((row) => row.created_at));
      const amount = money(sum(own.map((row) => row.amount)), currency);
      return [{ currency, type, age, count: own.length, amount, oldestAt: iso(oldest) }];
    }),
  );
}

/** A whole number of the last of so many decimal places. */
function places(value: bigint, digits: number): string {
  const text = String(value < 0n ? -value : value).padStart(digits + 1, '0');
  return `${value < 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
