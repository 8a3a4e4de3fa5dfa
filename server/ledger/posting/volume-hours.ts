import type { EntityManager } from '@mikro-orm/core';
import { execute } from '../database/sql.js';
import type { Transaction } from '../model/transaction.js';
import { splitAmount } from '../money/exact-sum.js';

const HOUR_MS = 60 * 60 * 1000;

/** Columns of `volume_hours`, an hour of UTC by the time of posting; it is the sum of its shards. */
interface VolumeHour {
  readonly hourStart: number;
  readonly currency: string;
  readonly type: string;
  count: number;
  billions: number;
  rest: number;
}

/**
 * Adds what a unit of work has posted to the totals of its hours, by one statement and inside the same unit of work. So
 * the totals are what all posted transactions add up to, at every moment, and a rollback takes both back.
 *
 * @param shard Of the hour: units of work that run at the same time add to different ones.
 */
export async function addToVolumeHours(
  em: EntityManager,
  posted: readonly Transaction[],
  shard: number,
): Promise<void> {
  const hours = totalsOf(posted);
  if (hours.length === 0) return;
  await execute(
    em,
    `insert into volume_hours (hour_start, currency, type, shard, count, amount_billions, amount_rest)
    values ${hours.map(() => '(?, ?, ?, ?, ?, ?, ?)').join(', ')}
    on conflict (hour_start, currency, type, shard) do update set
      count = volume_hours.count + excluded.count,
      amount_billions = volume_hours.amount_billions + excluded.amount_billions,
      amount_rest = volume_hours.amount_rest + excluded.amount_rest`,
    hours.flatMap(({ hourStart, currency, type, count, billions, rest }) => [
      new Date(hourStart),
      currency,
      type,
      shard,
      count,
      billions,
      rest,
    ]),
  );
}

function totalsOf(posted: readonly Transaction[]): VolumeHour[] {
  const totals = new Map<string, VolumeHour>();
  for (const { postedAt, currency, type, amount } of posted) {
    if (!postedAt) continue;
    const hourStart = Math.floor(postedAt.getTime() / HOUR_MS) * HOUR_MS;
    const key = `${String(hourStart)} ${currency} ${type}`;
    let total = totals.get(key);
    if (!total) totals.set(key, (total = { hourStart, currency, type, count: 0, billions: 0, rest: 0 }));
    const { billions, rest } = splitAmount(amount);
    total.count += 1;
    total.billions += billions;
    total.rest += rest;
  }
  // In one order everywhere, so that two nodes never wait for each other in a ring.
  return [...totals].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total);
}
