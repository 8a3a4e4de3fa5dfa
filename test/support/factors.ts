import { Secret, TOTP } from 'otpauth';
import type { Answer } from './answer.js';
import { PASSWORD, User, type Client, type TestApi } from './api.js';
import { rawRows } from './raw-sql.js';
import { Authenticator, type Asked, type Faults } from './authenticator.js';

/** Reads the options of a ceremony. */
export function askedIn(answer: Answer, path = 'options'): Asked {
  return answer.at(path) as Asked;
}

/** An authenticator that belongs to a server. */
export function authenticatorFor(api: TestApi): Authenticator {
  return new Authenticator(`http://localhost:${new URL(api.url).port}`);
}

export async function addPasskey(user: User, device: Authenticator, name = 'Phone', faults: Faults = {}) {
  const asked = askedIn(await user.post('/api/auth/passkeys/start', {}));
  return user.post('/api/auth/passkeys', device.make(asked, name, faults));
}

export async function signInByPasskey(by: Client, device: Authenticator, faults: Faults = {}) {
  const asked = askedIn(await by.post('/api/auth/passkey-sign-ins', {}));
  return by.post('/api/auth/passkey-sign-ins/complete', device.sign(asked, faults));
}

export async function confirmByPasskey(user: User, device: Authenticator, faults: Faults = {}) {
  const asked = askedIn(await user.post('/api/auth/passkey-confirmations', {}));
  return user.post('/api/auth/passkey-confirmations/complete', device.sign(asked, faults));
}

export async function signInWith(api: TestApi, { email }: User, code?: string, password = PASSWORD) {
  return api.stranger.post('/api/auth/login', { email, password, ...(code !== undefined && { code }) });
}

/** The session that an answer has opened. */
export function sessionIn(api: TestApi, { id, email }: User, answer: Answer): User {
  return new User(api, id, email, answer.text('token'));
}

/** An app that makes codes. */
export interface App {
  /** @param stepsOff The error of its clock, in half minutes. */
  readonly code: (stepsOff?: number) => string;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

/** Shows an app a secret. */
export async function startTotp(user: User, now: () => Date): Promise<Omit<App, 'recoveryCodes'>> {
  const secret = (await user.post('/api/auth/totp/start', {})).text('secret');
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const code = (stepsOff = 0) => totp.generate({ timestamp: now().getTime() + stepsOff * 30_000 });
  return { code, secret };
}

/** Sets an app up, with the code of the step before, so that those of this one and the next are still good. */
export async function enableTotp(user: User, now: () => Date): Promise<App> {
  const app = await startTotp(user, now);
  const enable = async () => user.post('/api/auth/totp', { code: app.code(-1) });
  const first = await enable();
  // Half a minute may end while the code is on its way, and then it is too old.
  const enabled = first.status === 200 ? first : await enable();
  if (enabled.status !== 200) throw new Error(JSON.stringify(enabled.body));
  return { ...app, recoveryCodes: enabled.at('recoveryCodes') as readonly string[] };
}

/** Reads the audit events of a user's passkeys and codes. */
export async function factorActs(api: TestApi, { id }: User) {
  const rows = await rawRows<{ action: string; details: string | null }>(
    api,
    'select action, details from audit_events where user_id = ? order by sequence',
    [id],
  );
  return rows
    .filter(({ action }) => /^(PASSKEY|TOTP|RECOVERY)/.test(action))
    .map(({ action, details }) => ({ action, details: JSON.parse(details ?? 'null') as unknown }));
}
