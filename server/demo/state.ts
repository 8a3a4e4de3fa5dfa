import type { EntityManager } from '@mikro-orm/core';
import { User } from '../identity/model/user.js';
import { IdempotencyRecord } from '../ledger/model/idempotency-record.js';
import { Wallet } from '../ledger/model/wallet.js';
import { CAST } from './cast.js';
import { DAY_MS } from './local-day.js';
import { emailOf } from './person.js';
import { LAST_KEY } from './plan.js';
import { ANALYST_EMAIL, DEMO_USERS } from './sign-ins.js';

/** How long the story is that the demo data tell: six months. */
const STORY_DAYS = 183;

/**
 * How far a database is from the whole demo data. An unfinished one was left by a process that ended while it filled it
 * in; it knows by its first user when its story begins, and the keys of its movements are always the same, so that the
 * rest can be added at any time and nothing is there twice.
 */
export type DemoState =
  | { readonly kind: 'empty' | 'unfinished'; readonly start: Date }
  | { readonly kind: 'complete' }
  | { readonly kind: 'in use' };

export async function readDemoState(reader: EntityManager, now: Date): Promise<DemoState> {
  const em = reader.fork();
  const start = await storyStart(em);
  if (start && (await isComplete(em))) return { kind: 'complete' };
  if (await hasOtherCustomers(em, start)) return { kind: 'in use' };
  return start ? { kind: 'unfinished', start } : { kind: 'empty', start: daysBefore(now, STORY_DAYS) };
}

/** The analyst is the first user, made at midnight to the millisecond, as nobody is by hand. */
async function storyStart(em: EntityManager): Promise<Date | undefined> {
  const first = await em.findOne(User, { emailKey: ANALYST_EMAIL });
  return first && first.createdAt.getTime() % DAY_MS === 0 ? first.createdAt : undefined;
}

async function isComplete(em: EntityManager): Promise<boolean> {
  const first = await em.findOne(User, { emailKey: DEMO_USERS[0]?.email ?? '' });
  return first !== null && (await em.findOne(IdempotencyRecord, [first.id, LAST_KEY])) !== null;
}

/** Whether anybody saves here who is not of the demo data. Staff alone still counts as empty. */
async function hasOtherCustomers(em: EntityManager, start: Date | undefined): Promise<boolean> {
  if (!start) return (await em.findOne(User, { role: 'CUSTOMER' })) !== null || (await hasWallets(em));
  const emails = CAST.map(emailOf);
  return (await em.findOne(User, { role: 'CUSTOMER', emailKey: { $nin: emails } })) !== null;
}

async function hasWallets(em: EntityManager): Promise<boolean> {
  return (await em.find(Wallet, {}, { limit: 1 })).length > 0;
}

/** Midnight UTC, some days ago. */
function daysBefore(now: Date, days: number): Date {
  return new Date((Math.floor(now.getTime() / DAY_MS) - days) * DAY_MS);
}
