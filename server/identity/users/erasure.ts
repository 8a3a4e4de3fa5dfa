import type { EntityManager } from '@mikro-orm/core';
import { erasePersonalDetails } from '../../ledger/chain/audit-personal.js';
import { NO_GOAL } from '../../ledger/model/goal.js';
import { Wallet } from '../../ledger/model/wallet.js';
import { ApiToken } from '../model/api-token.js';
import { EmailToken } from '../mails/email-token.js';
import { Passkey } from '../model/passkey.js';
import { RecoveryCode } from '../model/recovery-code.js';
import { TotpSecret } from '../model/totp-secret.js';
import { digestOf, KnownOrigin } from '../model/known-origin.js';
import { ExternalIdentity } from '../model/external-identity.js';
import { OutgoingMail } from '../mails/outgoing-mail.js';
import { NO_PASSWORD } from '../passwords/passwords.js';
import { Session } from '../model/session.js';
import { PendingRegistration } from '../model/pending-registration.js';
import { SignInFailures } from '../throttles/sign-in-failures.js';
import type { User } from '../model/user.js';

/** Name shown in place of an erased one. */
const CLOSED_NAME = 'Closed account';
const CLOSED_WALLET_NAME = 'Closed wallet';

/** Numbers of ended sessions and tokens, for the audit log. */
export interface Erased {
  readonly sessions: number;
  readonly apiTokens: number;
}

/**
 * Erases a user's personal data, in the unit of work that closes their account. A test lists every column and what becomes
 * of it; a new table with personal data must be erased here, too.
 */
export async function erase(em: EntityManager, user: User): Promise<Erased> {
  const { id: userId, emailKey } = user;
  const account = digestOf(emailKey);
  const sessions = await em.nativeDelete(Session, { userId });
  const apiTokens = await em.nativeDelete(ApiToken, { userId });
  await em.nativeDelete(EmailToken, { userId });
  await em.nativeDelete(ExternalIdentity, { userId });
  await em.nativeDelete(Passkey, { userId });
  await em.nativeDelete(TotpSecret, { userId });
  await em.nativeDelete(RecoveryCode, { userId });
  await em.nativeDelete(OutgoingMail, { $or: [{ userId }, { userId: null, address: emailKey }] });
  await em.nativeDelete(PendingRegistration, { emailKey });
  await em.nativeDelete(KnownOrigin, { account });
  await em.nativeDelete(SignInFailures, { countedBy: digestOf('account', account) });
  await erasePersonalDetails(em, userId);
  for (const wallet of await em.find(Wallet, { ownerId: userId }))
    Object.assign(wallet, { ...NO_GOAL, name: CLOSED_WALLET_NAME });
  // Placeholder that is no email, so that nobody can register with it, sign in with it or be sent anything.
  user.email = `closed-${userId}`;
  user.emailKey = user.email;
  user.displayName = CLOSED_NAME;
  user.passwordHash = NO_PASSWORD;
  user.emailVerifiedAt = null;
  // The changed row makes live streams check their user again.
  user.status = 'CLOSED';
  return { sessions, apiTokens };
}
