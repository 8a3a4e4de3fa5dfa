import { describe, expect, test } from '@jest/globals';
import { CONFIRMATION_MS } from '../../../../../server/identity/access/guard.js';
import { ONE_CODE } from '../../../../../server/identity/throttles/guess-throttle.js';
import { PASSWORD } from '../../../../support/api.js';
import { SettableClock } from '../../../../support/clock.js';
import { enableTotp, factorActs, sessionIn, signInWith } from '../../../../support/factors.js';
import { subjectOf, tokenIn } from '../../../../support/mail-server.js';
import { rawRows } from '../../../../support/raw-sql.js';
import { startApi } from '../../../../support/started.js';
import { NEW_PASSWORD, startWithMail } from '../mailed.js';
import { SENTENCES } from '../../../../../server/identity/model/errors.js';

const STEP_MS = 30_000;

async function started(config: Parameters<typeof startApi>[0] = {}) {
  const clock = new SettableClock();
  const api = await startApi(config, { clock });
  const amina = await api.customer();
  return { api, clock, amina, app: await enableTotp(amina, () => clock.now()) };
}

async function codeOf(answer: Promise<{ at(path: string): unknown }>): Promise<unknown> {
  return (await answer).at('code');
}

describe('Codes from an app', () => {
  test('are asked for beside a right password, and a wrong one tells nothing', async () => {
    const { api, amina, app } = await started();
    const refused = await signInWith(api, amina);
    expect([refused.status, refused.at('code'), refused.at('details')]).toEqual([
      ...[401, 'SECOND_FACTOR_REQUIRED', { methods: ['TOTP', 'RECOVERY_CODE'] }],
    ]);
    const wrong = await signInWith(api, amina, undefined, 'not the password');
    const brian = await api.customer();
    const wrongToo = await signInWith(api, brian, undefined, 'not the password');
    expect([wrong.status, wrong.body]).toEqual([401, wrongToo.body]);
    expect((await signInWith(api, amina, '000000', 'not the password')).body).toEqual(wrongToo.body);

    const wrongCode = await signInWith(api, amina, app.code(5));
    expect([wrongCode.status, wrongCode.at('code'), wrongCode.at('detail')]).toEqual([
      ...[401, 'UNAUTHENTICATED', SENTENCES.wrongCode],
    ]);
    expect((await signInWith(api, amina, app.code())).status).toBe(200);
    // A user without a second factor is not turned away for a code.
    expect((await signInWith(api, brian, '123456')).status).toBe(200);
  });

  test('work once, and those of the neighbouring steps work, too', async () => {
    const { api, amina, app, clock } = await started();
    const status = async (code: string) => (await signInWith(api, amina, code)).status;
    // The step before was used to set it up.
    expect([await status(app.code(-1)), await status(app.code(2))]).toEqual([401, 401]);
    expect([await status(app.code()), await status(app.code())]).toEqual([200, 401]);
    expect([await status(app.code(1)), await status(app.code(1))]).toEqual([200, 401]);
    clock.advance(3 * STEP_MS);
    expect([await status(app.code(-2)), await status(app.code(-1)), await status(app.code())]).toEqual([
      ...[401, 200, 200],
    ]);
  });

  test('are one guess each, however many at once, and many wrong ones have to wait', async () => {
    const { api, amina, app, clock } = await started({ rateLimit: true });
    const walls: unknown[] = [];
    for (let count = 0; count < ONE_CODE.free + 5; count += 1) {
      walls.push(await codeOf(amina.post('/api/auth/confirmation', { password: PASSWORD, code: '00000 0' })));
    }
    expect(new Set(walls)).toEqual(new Set(['BAD_USER_INPUT', 'RATE_LIMITED']));
    // Even a right one waits now, from wherever it comes; a right password on its own frees nobody of it.
    const change = { currentPassword: PASSWORD, newPassword: 'short' };
    await amina.post('/api/auth/password', change);
    expect(await codeOf(signInWith(api, amina, app.code()))).toBe('RATE_LIMITED');
    clock.advance(2 * ONE_CODE.longestMs);
    expect((await signInWith(api, amina, app.code())).status).toBe(200);
  });

  test('are begun with a code and ended, and what is shown once is stored so that a copy gives nothing away', async () => {
    const { api, amina, app } = await started();
    const rows = JSON.stringify([
      await rawRows(api, 'select * from totp_secrets'),
      await rawRows(api, 'select * from recovery_codes'),
      await rawRows(api, 'select * from audit_events'),
    ]);
    for (const secret of [app.secret, ...app.recoveryCodes]) {
      expect(rows).not.toContain(secret);
      expect(rows).not.toContain(secret.replaceAll('-', ''));
    }
    expect(await codeOf(amina.post('/api/auth/totp/start', {}))).toBe('INVALID_STATE');
    expect(await codeOf(amina.post('/api/auth/totp', { code: app.code() }))).toBe('INVALID_STATE');
    expect((await amina.fetch('/api/auth/totp', { method: 'DELETE' })).status).toBe(204);
    expect((await amina.fetch('/api/auth/totp', { method: 'DELETE' })).status).toBe(204);
    expect((await signInWith(api, amina)).status).toBe(200);
    expect(await codeOf(amina.post('/api/auth/recovery-codes', {}))).toBe('INVALID_STATE');
    expect((await amina.get('/api/auth/second-factors')).body).toEqual({
      ...{ hasSecondFactor: false, awaitsSecondFactor: false, passkeys: [] },
      ...{ totpEnabledAt: null, recoveryCodesLeft: 0 },
    });
    const acts = (await factorActs(api, amina)).map(({ action }) => action);
    expect(acts.filter((action) => /^(TOTP|RECOVERY)/.test(action))).toEqual([
      ...['TOTP_ENABLED', 'RECOVERY_CODES_CREATED', 'TOTP_DISABLED'],
    ]);
  });

  test('are not set up by a wrong code', async () => {
    const { api, clock } = await started();
    const brian = await api.customer();
    expect(await codeOf(brian.post('/api/auth/totp', { code: '123456' }))).toBe('INVALID_STATE');
    await brian.post('/api/auth/totp/start', {});
    const wrong = await brian.post('/api/auth/totp', { code: 'abc' });
    expect([wrong.at('code'), wrong.at('details.field')]).toEqual(['BAD_USER_INPUT', 'code']);
    expect((await signInWith(api, brian)).status).toBe(200);
    clock.advance(2 * 60 * 60 * 1000);
    await api.app.services.secondFactors.tidy();
    expect(await rawRows(api, 'select * from totp_secrets where user_id = ?', [brian.id])).toEqual([]);
  });

  test('go with the password where it is entered again', async () => {
    const { clock, amina, app } = await started();
    clock.advance(CONFIRMATION_MS);
    const confirm = async (code?: string) =>
      amina.post('/api/auth/confirmation', { password: PASSWORD, code });
    expect(await codeOf(amina.post('/api/auth/recovery-codes', {}))).toBe('CONFIRMATION_REQUIRED');
    expect(await codeOf(confirm())).toBe('SECOND_FACTOR_REQUIRED');
    const wrong = await confirm('123456');
    expect([wrong.at('code'), wrong.at('details.field')]).toEqual(['BAD_USER_INPUT', 'code']);
    expect(await codeOf(amina.post('/api/auth/recovery-codes', {}))).toBe('CONFIRMATION_REQUIRED');
    expect((await confirm(app.code())).status).toBe(204);
    expect((await amina.post('/api/auth/recovery-codes', {})).status).toBe(200);
  });

  test('survive a new password by mail', async () => {
    const { api, mails, clock } = await startWithMail();
    const amina = await api.customer();
    const app = await enableTotp(amina, () => clock.now());
    await mails.mail(1);
    await api.stranger.post('/api/auth/password-resets', { email: amina.email });
    const token = tokenIn(await mails.mail(2));
    const complete = { token, newPassword: NEW_PASSWORD };
    expect((await api.stranger.post('/api/auth/password-resets/complete', complete)).status).toBe(204);
    expect(await codeOf(signInWith(api, amina, undefined, NEW_PASSWORD))).toBe('SECOND_FACTOR_REQUIRED');
    expect((await signInWith(api, amina, app.code(), NEW_PASSWORD)).status).toBe(200);
  });
});

describe('Recovery codes', () => {
  async function left(user: { get(path: string): Promise<{ at(path: string): unknown }> }) {
    return (await user.get('/api/auth/second-factors')).at('recoveryCodesLeft');
  }

  test('work once each, until a fresh set ends them', async () => {
    const { api, amina, app } = await started();
    const [first = '', second = ''] = app.recoveryCodes;
    const used = await signInWith(api, amina, first);
    expect(used.status).toBe(200);
    const recovered = sessionIn(api, amina, used);
    expect((await signInWith(api, amina, first)).status).toBe(401);
    expect(await left(recovered)).toBe(9);

    const fresh = (await recovered.post('/api/auth/recovery-codes', {})).at('recoveryCodes') as string[];
    expect(await left(recovered)).toBe(10);
    expect([
      (await signInWith(api, amina, second)).status,
      (await signInWith(api, amina, fresh[0])).status,
    ]).toEqual([401, 200]);
    expect(
      (await factorActs(api, amina)).filter(({ action }) => action === 'RECOVERY_CODE_USED'),
    ).toMatchObject([{ details: { left: 9 } }, { details: { left: 9 } }]);
  });

  test('are nobody else’s, and two who use one at once are one', async () => {
    const { api, amina, app, clock } = await started();
    const brian = await api.customer();
    await enableTotp(brian, () => clock.now());
    const [first = '', second = ''] = app.recoveryCodes;
    expect((await signInWith(api, brian, first)).status).toBe(401);
    const both = await Promise.all([signInWith(api, amina, second), signInWith(api, amina, second)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await signInWith(api, amina, first)).status).toBe(200);
  });

  test('are told of by mail when one is used', async () => {
    const { api, mails, clock } = await startWithMail();
    const amina = await api.customer();
    const { recoveryCodes } = await enableTotp(amina, () => clock.now());
    await signInWith(api, amina, recoveryCodes[0]);
    expect([subjectOf(await mails.mail(1)), subjectOf(await mails.mail(2))]).toEqual([
      'Your account asks for a code now',
      'A recovery code was used for your account',
    ]);
  });
});
