import type { EntityManager } from '@mikro-orm/core';
import { erasePersonalDetails } from '../../ledger/chain/audit-personal.js';
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

/** What others see where there was a name. */
const CLOSED_NAME = 'Closed account';
const CLOSED_WALLET_NAME = 'Closed wallet';

/** What is left, for the audit log. */
export interface Erased {
  readonly sessions: number;
  readonly apiTokens: number;
}

/**
 * Erases what is known of a person, in the unit of work that closes their account. A test has a list of every column with
 * what becomes of it; what a table of one's own adds to people belongs here, too.
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
  for (const wallet of await em.find(Wallet, { ownerId: userId })) wallet.name = CLOSED_WALLET_NAME;
  // No email, so that nobody can register with it, sign in with it or be sent anything.
  user.email = `closed-${userId}`;
  user.emailKey = user.email;
  user.displayName = CLOSED_NAME;
  user.passwordHash = NO_PASSWORD;
  user.emailVerifiedAt = null;
  // Live streams look again when the row of their user is written.
  user.status = 'CLOSED';
  return { sessions, apiTokens };
}
