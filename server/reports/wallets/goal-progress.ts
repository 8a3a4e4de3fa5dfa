import { dayOf, startOfDay } from '../../ledger/model/goal.js';
import type { Wallet } from '../../ledger/model/wallet.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Days whose net savings tell at which pace somebody saves. */
const PACE_DAYS = 90;
/** A pace that takes longer is no pace. */
const YEARS_MAX = 100;

/** State of a goal, with amounts in minor units. */
export interface GoalProgress {
  /** Percentage with two digits, rounded down: it says 100.00 only when the target is reached. */
  readonly percent: string;
  readonly remaining: number;
  /** Null without a date to come. */
  readonly neededPerDay: number | null;
  readonly neededPerWeek: number | null;
  /** The day on which the target is reached at the present pace; null when it is reached, or never. */
  readonly reachedOn: string | null;
}

/** Returns the moment from which net savings tell the pace: the start of a day, so that all goals of a request share it. */
export function startOfPace(now: Date): Date {
  return new Date(startOfDay(dayOf(now)).getTime() - PACE_DAYS * DAY_MS);
}

/** @param postedBefore The posted balance at the start of the pace, in minor units. */
export function progressOf(wallet: Wallet, target: number, postedBefore: number, now: Date): GoalProgress {
  const { posted, goalDate } = wallet;
  const remaining = Math.max(0, target - posted);
  return {
    percent: percentOf(Math.max(0, posted), target),
    remaining,
    ...neededUntil(goalDate ?? null, remaining, now),
    reachedOn: remaining === 0 ? null : reachedOn(wallet, remaining, posted - postedBefore, now),
  };
}

function percentOf(part: number, whole: number): string {
  const hundredths = ((BigInt(part) * 10_000n) / BigInt(whole)).toString().padStart(3, '0');
  return `${hundredths.slice(0, -2)}.${hundredths.slice(-2)}`;
}

/** Rounds up, so that the last payment is never larger than the others. */
function neededUntil(
  date: string | null,
  remaining: number,
  now: Date,
): Pick<GoalProgress, 'neededPerDay' | 'neededPerWeek'> {
  const days = date === null ? 0 : daysBetween(dayOf(now), date);
  if (days <= 0) return { neededPerDay: null, neededPerWeek: null };
  return {
    neededPerDay: Number(dividedUp(BigInt(remaining), BigInt(days))),
    neededPerWeek: Number(dividedUp(BigInt(remaining) * 7n, BigInt(Math.max(days, 7)))),
  };
}

function daysBetween(from: string, to: string): number {
  return Math.round((startOfDay(to).getTime() - startOfDay(from).getTime()) / DAY_MS);
}

/** A wallet that is younger than the days of the pace has its own age for them, of a day at least. */
function reachedOn({ createdAt }: Wallet, remaining: number, saved: number, now: Date): string | null {
  if (saved <= 0) return null;
  const since = Math.max(startOfPace(now).getTime(), createdAt.getTime());
  const elapsed = Math.max(now.getTime() - since, DAY_MS);
  const wait = dividedUp(BigInt(remaining) * BigInt(elapsed), BigInt(saved));
  if (wait > BigInt(YEARS_MAX * 366 * DAY_MS)) return null;
  return dayOf(new Date(now.getTime() + Number(wait)));
}

function dividedUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
