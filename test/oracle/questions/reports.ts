import fc from 'fast-check';
import type { World } from '../product/world.js';
import { balanceAt, balanceSeries, monthlyFlows, type Divided } from '../truth/history.js';
import { riskSummary } from '../truth/risk.js';
import { adminSummary } from '../truth/summary.js';
import { BUCKETS } from '../truth/time.js';
import {
  door,
  given,
  maybe,
  moments,
  ranges,
  staffOf,
  timeZone,
  valueAtDoor,
  valueQuestion,
  viewers,
  worded,
  type Question,
} from './question.js';

const HOUR = 3_600_000;
/** A longer range by the hour takes long to compare, and says no more. */
const HOURS_MAX = 72;
const MONEY = '{ amount currency minorUnits }';
const TOTAL = `currency type count amount ${MONEY}`;
const SUMMARY = `query ($input: AdminSummaryInput) { adminSummary(input: $input) {
  from to bucket timeZone
  users { total active registered suspended closed } wallets { total active frozen closed }
  positions { currency customerPosted ${MONEY} customerAvailable ${MONEY} held ${MONEY} treasury ${MONEY}
    escrow ${MONEY} trialBalance ${MONEY} }
  volumes { ${TOTAL} previousCount previousAmount ${MONEY} }
  series { bucketStart ${TOTAL} }
  pending { ${TOTAL} previousCount previousAmount ${MONEY} }
  declines { code count }
  activity { bucketStart transactions usersRegistered walletsOpened declines replays keyConflicts }
  customerFunds { currency opening ${MONEY} closing ${MONEY} points { bucketStart amount ${MONEY} } }
  integrity { trialBalanced } } }`;

/** A range and how it is divided. */
function divided(world: World): fc.Arbitrary<Divided> {
  return fc
    .tuple(ranges(world.facts), fc.constantFrom(...BUCKETS), timeZone)
    .map(([{ from, to }, bucket, timeZone]) =>
      given({
        from: bucket === 'HOUR' ? Math.max(from, to - HOURS_MAX * HOUR) : from,
        to,
        bucket,
        timeZone,
      }),
    );
}

/** All of `adminSummary`, over GraphQL or REST. */
export function summaryQuestions(world: World): fc.Arbitrary<Question> {
  return fc
    .record({
      ...{ person: staffOf(world), door },
      range: divided(world),
      currency: maybe(fc.constantFrom('KES', 'JPY', 'KWD', 'USD', 'EUR')),
    })
    .map(({ person, door, range, currency }) => {
      const input = given({ ...range, currency });
      return valueAtDoor(person, door, {
        query: SUMMARY,
        variables: { input: worded(input) },
        path: 'adminSummary',
        rest: '/api/dashboard/admin',
        asked: worded(input),
        expected: adminSummary(world.facts, input),
      });
    });
}

/** Asks for a wallet's balance at a moment, over time, and by the month. */
export function historyQuestions(world: World): fc.Arbitrary<Question> {
  const { facts } = world;
  const query = `query ($id: ID!, $at: DateTime!, $from: DateTime!, $to: DateTime!, $bucket: Bucket!, $timeZone: String, $months: Int!) {
    wallet(id: $id) {
      balanceAt(at: $at) ${MONEY}
      balanceSeries(from: $from, to: $to, bucket: $bucket, timeZone: $timeZone) { bucketStart balance ${MONEY} }
      monthlyFlows(months: $months, timeZone: $timeZone) { monthStart moneyIn ${MONEY} moneyOut ${MONEY} } } }`;
  return fc
    .record({
      person: viewers(world),
      wallet: fc.constantFrom(...facts.tables.wallets),
      at: moments(facts),
      range: divided(world),
      months: fc.constantFrom(1, 2, 6, 24),
    })
    .map(({ person, wallet: { id }, at, range, months }) => {
      const variables = { ...worded(range), id, at: new Date(at).toISOString(), months };
      const expected = facts.maySeeWallet(person, id)
        ? {
            balanceAt: balanceAt(facts, id, at),
            balanceSeries: balanceSeries(facts, id, range),
            monthlyFlows: monthlyFlows(facts, id, months, range.timeZone),
          }
        : { extensions: { code: 'NOT_FOUND' } };
      return valueQuestion(person, query, variables, 'wallet', expected);
    });
}

const RISK = `query ($input: RiskSummaryInput) { riskSummary(input: $input) {
  timeZone
  concentration { currency total ${MONEY} holders top1Share top5Share top10Share
    top { user { id displayName } amount ${MONEY} share } }
  flows { currency day moneyIn ${MONEY} moneyOut ${MONEY} net ${MONEY} }
  coverage { currency cash ${MONEY} pendingOut ${MONEY} pendingCount ratio dailyNetOutflow ${MONEY} daysOfCover }
  ageing { currency type age count amount ${MONEY} oldestAt } } }`;

/** Asks for the distribution of savings, the flows, the liquidity for waiting transactions, and their age. */
export function riskQuestions(world: World): fc.Arbitrary<Question> {
  const currency = maybe(fc.constantFrom('KES', 'JPY', 'KWD', 'USD', 'EUR'));
  return fc
    .record({ person: staffOf(world), door, input: fc.record({ currency, timeZone }).map(given) })
    .map(({ person, door, input }) =>
      valueAtDoor(person, door, {
        query: RISK,
        variables: { input },
        path: 'riskSummary',
        rest: '/api/risk',
        asked: input,
        expected: riskSummary(world.facts, input),
      }),
    );
}
