import type { EntityManager } from '@mikro-orm/core';
import { User } from '../identity/model/user.js';
import { IdempotencyRecord } from '../ledger/model/idempotency-record.js';
import { Wallet } from '../ledger/model/wallet.js';
import { CAST } from './cast.js';
import { DAY_MS } from './local-day.js';
import { emailOf } from './person.js';
import { LAST_KEY } from './plan.js';
import { ANALYST_EMAIL, DEMO_USERS } from './sign-ins.js';

/** Length of the demo data: six months. */
const STORY_DAYS = 183;

/**
 * State of a database with regard to the demo data. An unfinished one was left by a process that ended during the fill.
 * Its first user tells when the data begin, and the keys of the movements are always the same, so that a later fill
 * adds the rest and nothing twice.
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

/**
 * Finds the first day of the data: the analyst is the first user, created at midnight to the millisecond, as no user
 * made by hand is.
 */
async function storyStart(em: EntityManager): Promise<Date | undefined> {
  const first = await em.findOne(User, { emailKey: ANALYST_EMAIL });
  return first && first.createdAt.getTime() % DAY_MS === 0 ? first.createdAt : undefined;
}

async function isComplete(em: EntityManager): Promise<boolean> {
  const first = await em.findOne(User, { emailKey: DEMO_USERS[0]?.email ?? '' });
  return first !== null && (await em.findOne(IdempotencyRecord, [first.id, LAST_KEY])) !== null;
}

/** True when the database has customers who are not part of the demo data. A database with staff alone counts as empty. */
async function hasOtherCustomers(em: EntityManager, start: Date | undefined): Promise<boolean> {
  if (!start) return (await em.findOne(User, { role: 'CUSTOMER' })) !== null || (await hasWallets(em));
  const emails = CAST.map(emailOf);
  return (await em.findOne(User, { role: 'CUSTOMER', emailKey: { $nin: emails } })) !== null;
}

async function hasWallets(em: EntityManager): Promise<boolean> {
  return (await em.find(Wallet, {}, { limit: 1 })).length > 0;
}

/** Returns midnight UTC some days ago. */
function daysBefore(now: Date, days: number): Date {
  return new Date((Math.floor(now.getTime() / DAY_MS) - days) * DAY_MS);
}
