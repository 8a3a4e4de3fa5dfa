import { defineEntity, p, type EntityManager } from '@mikro-orm/core';
import { AccessError } from '../model/errors.js';
import { hashToken, LINK_PREFIX, newToken } from '../model/tokens.js';
import type { User } from '../model/user.js';

/** Purpose of an emailed link. */
export type LinkPurpose = 'RESET_PASSWORD' | 'VERIFY_EMAIL' | 'CHANGE_EMAIL';

const MINUTE_MS = 60 * 1000;
/** Lifetime of a link, in milliseconds. One that lets its user in is short-lived. */
export const LINK_LIFETIMES_MS: Readonly<Record<LinkPurpose, number>> = {
  RESET_PASSWORD: 30 * MINUTE_MS,
  CHANGE_EMAIL: 24 * 60 * MINUTE_MS,
  VERIFY_EMAIL: 24 * 60 * MINUTE_MS,
};

export const EmailTokenSchema = defineEntity({
  name: 'EmailToken',
  tableName: 'email_tokens',
  properties: {
    /** SHA-256 of the token in the link, in hexadecimal; the token itself is never stored. */
    tokenHash: p.string().primary(),
    purpose: p.string().$type<LinkPurpose>(),
    userId: p.uuid(),
    /** The address that the link was sent to, and so proves. */
    email: p.string(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
  },
});

/** The stored side of an emailed link, which works once. */
export class EmailToken extends EmailTokenSchema.class {}
EmailTokenSchema.setClass(EmailToken);

/** Creates a token for a link. @returns The token, which is stored nowhere. */
export function issueEmailToken(
  em: EntityManager,
  { purpose, userId, email }: Pick<EmailToken, 'purpose' | 'userId' | 'email'>,
  now: Date,
): string {
  const token = newToken(LINK_PREFIX);
  const row = new EmailToken();
  row.tokenHash = hashToken(token);
  row.purpose = purpose;
  row.userId = userId;
  row.email = email;
  row.createdAt = now;
  row.expiresAt = new Date(now.getTime() + LINK_LIFETIMES_MS[purpose]);
  em.persist(row);
  return token;
}

/** @throws AccessError BAD_USER_INPUT when the token was used, is too old or never was one for this. */
export async function findEmailToken(
  em: EntityManager,
  token: string,
  purposes: readonly LinkPurpose[],
  now: Date,
): Promise<EmailToken> {
  const found = await em.findOne(EmailToken, {
    tokenHash: hashToken(token),
    purpose: { $in: [...purposes] },
  });
  if (!found || found.expiresAt <= now) throw worthless();
  return found;
}

/** Uses a link up, in the unit of work that does what it is for. @throws AccessError BAD_USER_INPUT */
export async function useUp(em: EntityManager, { tokenHash }: EmailToken): Promise<void> {
  // The second of two who follow it at once finds nothing to remove.
  if ((await em.nativeDelete(EmailToken, { tokenHash })) === 0) throw worthless();
}

/** Refuses a link that was sent to an email which is no longer the user's. @throws AccessError BAD_USER_INPUT */
export function assertProves({ email }: EmailToken, user: User): void {
  if (email.toLowerCase() !== user.emailKey) throw worthless();
}

export function worthless(): AccessError {
  return new AccessError('BAD_USER_INPUT', 'This link does not work any more; ask for a new one', {
    field: 'token',
  });
}

/** Revokes a user's links. */
export async function revokeEmailTokens(
  em: EntityManager,
  userId: string,
  purposes: readonly LinkPurpose[],
): Promise<void> {
  await em.nativeDelete(EmailToken, { userId, purpose: { $in: [...purposes] } });
}
