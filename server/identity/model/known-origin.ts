import { createHash, randomBytes } from 'node:crypto';
import { defineEntity, p, type EntityManager } from '@mikro-orm/core';
import type { Part } from '../../ledger/database/walk.js';

export type OriginKind = 'DEVICE' | 'ADDRESS';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Days for which an origin is remembered. Browsers keep no cookie for longer than 400 days. */
const KNOWN_DAYS: Readonly<Record<OriginKind, number>> = { DEVICE: 400, ADDRESS: 30 };
/** Maximum number of known origins of each kind, for each account; the ones unused for longest are forgotten first. */
const KNOWN_MAX = 20;

export const KnownOriginSchema = defineEntity({
  name: 'KnownOrigin',
  tableName: 'known_origins',
  properties: {
    /** SHA-256 of an address, or of a device's token, in hexadecimal. */
    origin: p.string().primary(),
    /** SHA-256 of the email that signs in, in lower case. */
    account: p.string().primary(),
    kind: p.string().$type<OriginKind>(),
    lastAt: p.datetime(),
  },
});

/** A device or an address from which somebody has signed in to an account. */
export class KnownOrigin extends KnownOriginSchema.class {}
KnownOriginSchema.setClass(KnownOrigin);

/** Generates the token of a device, with 256 random bits as a session's token has; it grants no access. */
export function newDeviceToken(): string {
  return randomBytes(32).toString('base64url');
}

export function digestOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

export function expiryOf(kind: OriginKind, lastAt: Date): Date {
  return new Date(lastAt.getTime() + KNOWN_DAYS[kind] * DAY_MS);
}

type Seen = Readonly<Pick<KnownOrigin, 'origin' | 'account' | 'kind' | 'lastAt'>>;

/** Stores that the account was signed in to from there. */
export async function remember(em: EntityManager, seen: Seen): Promise<void> {
  await em.upsert(KnownOrigin, seen);
  const { account, kind } = seen;
  const kept = { orderBy: { lastAt: 'desc' }, limit: 1, offset: KNOWN_MAX - 1 } as const;
  const [last] = await em.find(KnownOrigin, { account, kind }, kept);
  if (last) await em.nativeDelete(KnownOrigin, { account, kind, lastAt: { $lt: last.lastAt } });
}

/** Deletes origins that were not used for too long, in a part of the table. */
export async function forgetOrigins(em: EntityManager, part: Part, now: Date): Promise<void> {
  for (const [kind, days] of Object.entries(KNOWN_DAYS)) {
    const lastAt = { $lt: new Date(now.getTime() - days * DAY_MS) };
    await em.nativeDelete(KnownOrigin, { origin: part, kind: kind as OriginKind, lastAt });
  }
}
