import type { Config } from '../../../../server/config/config.js';
import { PASSWORD, type TestApi } from '../../../support/api.js';
import { SettableClock } from '../../../support/clock.js';
import { MailServer } from '../../../support/mail-server.js';
import { rawRows } from '../../../support/raw-sql.js';
import { startApi } from '../../../support/started.js';

export const ASK = 'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) }';
export const RESET = 'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) }';
export const ME = '{ me { email emailVerifiedAt } }';
export const NEW_PASSWORD = 'an entirely new password';

/** Error of a link that does not work. */
export const WORTHLESS = { code: 'BAD_USER_INPUT', details: { field: 'token' } };

/** A server whose mail arrives, and a clock for the present test. */
export async function startWithMail(config: Partial<Config> = {}) {
  const clock = new SettableClock();
  const mails = await MailServer.start();
  const publicUrl = 'https://savings.example.com';
  const api = await startApi({ mail: mails.config, publicUrl, ...config }, { clock });
  return { api, mails, clock };
}

export async function signIn(api: TestApi, email: string, password = PASSWORD) {
  return api.stranger.post('/api/auth/login', { email, password });
}

/** Reads a user's audit events. */
export async function actionsOn(api: TestApi, userId: string) {
  return rawRows<{ action: string; actor_id: string | null; details: string | null }>(
    api,
    `select action, actor_id, coalesce(p.details, a.details) as details
      from audit_events a left join audit_personal_details p using (sequence)
      where user_id = ? and action not in ('SIGNED_IN', 'SIGNED_OUT', 'SIGN_IN_FAILED') order by sequence`,
    [userId],
  );
}
