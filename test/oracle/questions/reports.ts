import fc from 'fast-check';
import { queryString } from '../product/walking.js';
import type { World } from '../product/world.js';
import { balanceAt, balanceSeries, monthlyFlows } from '../truth/history.js';
import { adminSummary } from '../truth/summary.js';
import { BUCKETS, type Bucket } from '../truth/time.js';
import {
  door,
  given,
  maybe,
  moments,
  ranges,
  staffOf,
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
  from to bucket
  users { total active registered } wallets { total active frozen closed }
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
function divided(world: World): fc.Arbitrary<{ from: number; to: number; bucket: Bucket }> {
  return fc.tuple(ranges(world.facts), fc.constantFrom(...BUCKETS)).map(([{ from, to }, bucket]) => ({
    from: bucket === 'HOUR' ? Math.max(from, to - HOURS_MAX * HOUR) : from,
    to,
    bucket,
  }));
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
      const expected = adminSummary(world.facts, input);
      if (door === 'GraphQL') {
        return valueQuestion(person, SUMMARY, { input: worded(input) }, 'adminSummary', expected);
      }
      const path = `/api/dashboard/admin?${queryString(worded(input))}`;
      return {
        asked: { path, by: person.role },
        expected,
        answer: async () => (await person.get(path)).body,
      };
    });
}

/** What a wallet held at a moment, over time, and by the month. */
export function historyQuestions(world: World): fc.Arbitrary<Question> {
  const { facts } = world;
  const query = `query ($id: ID!, $at: DateTime!, $from: DateTime!, $to: DateTime!, $bucket: Bucket!, $months: Int!) {
    wallet(id: $id) {
      balanceAt(at: $at) ${MONEY}
      balanceSeries(from: $from, to: $to, bucket: $bucket) { bucketStart balance ${MONEY} }
      monthlyFlows(months: $months) { monthStart moneyIn ${MONEY} moneyOut ${MONEY} } } }`;
  return fc
    .record({
      person: viewers(world),
      wallet: fc.constantFrom(...facts.tables.wallets),
      at: moments(facts),
      range: divided(world),
      months: fc.constantFrom(1, 2, 6, 24),
    })
    .map(({ person, wallet: { id }, at, range: { from, to, bucket }, months }) => {
      const variables = { ...worded({ from, to }), id, at: new Date(at).toISOString(), bucket, months };
      const expected = facts.maySeeWallet(person, id)
        ? {
            balanceAt: balanceAt(facts, id, at),
            balanceSeries: balanceSeries(facts, id, from, to, bucket),
            monthlyFlows: monthlyFlows(facts, id, months),
          }
        : { extensions: { code: 'NOT_FOUND' } };
      return valueQuestion(person, query, variables, 'wallet', expected);
    });
}
