import { describe, expect, test } from '@jest/globals';
import { CHALLENGE_MS } from '../../../../../server/identity/factors/challenge.js';
import { CONFIRMATION_MS } from '../../../../../server/identity/access/guard.js';
import { SIGN_IN_CHALLENGES_PER_ADDRESS_MAX } from '../../../../../server/identity/factors/challenge-throttle.js';
import { Client, PASSWORD, useApi } from '../../../../support/api.js';
import { tokenOf } from '../../../../support/api-tokens.js';
import { Authenticator, type Faults } from '../../../../support/authenticator.js';
import { SettableClock } from '../../../../support/clock.js';
import {
  addPasskey,
  askedIn,
  authenticatorFor,
  confirmByPasskey,
  factorActs,
  sessionIn,
  signInByPasskey,
  signInWith,
} from '../../../../support/factors.js';
import { rawRows } from '../../../../support/raw-sql.js';
import { startApi } from '../../../../support/started.js';
import { startWithMail } from '../mailed.js';
import { subjectOf } from '../../../../support/mail-server.js';
import { SENTENCES } from '../../../../../server/identity/model/errors.js';

const api = useApi();

describe('A passkey', () => {
  test('is added, signs in without an email, is renamed and removed, and each change is written down', async () => {
    const amina = await api.customer();
    const device = authenticatorFor(api);
    const added = await addPasskey(amina, device);
    expect(added.status).toBe(201);
    expect(added.at('recoveryCodes')).toHaveLength(10);
    const id = added.text('passkey.id');

    const signedIn = await signInByPasskey(api.stranger, device);
    expect([signedIn.status, signedIn.at('user.email')]).toEqual([200, amina.email]);
    expect(signedIn.headers.getSetCookie().join()).toContain('nissmart_session=');
    const again = sessionIn(api, amina, signedIn);
    const listed = await again.get('/api/auth/second-factors');
    expect(listed.body).toEqual({
      ...{ hasSecondFactor: true, awaitsSecondFactor: false, totpEnabledAt: null, recoveryCodesLeft: 10 },
      passkeys: [
        { id, name: 'Phone', backedUp: false, createdAt: expect.any(String), lastUsedAt: expect.any(String) },
      ],
    });

    expect((await again.post(`/api/auth/passkeys/${id}`, { name: 'Old phone' })).at('name')).toBe(
      'Old phone',
    );
    expect((await again.fetch(`/api/auth/passkeys/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await signInByPasskey(api.stranger, device)).status).toBe(401);
    expect((await signInWith(api, amina)).status).toBe(200);
    expect(await factorActs(api, amina)).toMatchObject([
      { action: 'PASSKEY_ADDED', details: { passkeyId: id } },
      { action: 'RECOVERY_CODES_CREATED', details: { codes: 10 } },
      { action: 'PASSKEY_RENAMED', details: { passkeyId: id } },
      { action: 'PASSKEY_REMOVED', details: { passkeyId: id } },
    ]);
  });

  test('is needed once there is one, whatever device asks; a recovery code stands in for it', async () => {
    const amina = await api.customer();
    const codes = (await addPasskey(amina, authenticatorFor(api))).at('recoveryCodes') as string[];
    const signIn = await api.stranger.fetch('/api/auth/login', { method: 'POST' });
    const known = new Client(api, { cookie: signIn.headers.getSetCookie().join('; ') });

    const refused = await known.post('/api/auth/login', { email: amina.email, password: PASSWORD });
    expect([refused.status, refused.at('code'), refused.at('details')]).toEqual([
      ...[401, 'SECOND_FACTOR_REQUIRED', { methods: ['RECOVERY_CODE', 'PASSKEY'] }],
    ]);
    expect((await signInWith(api, amina, codes[0]?.toUpperCase().replaceAll('-', ' '))).status).toBe(200);
    expect((await signInWith(api, amina, codes[0])).status).toBe(401);
  });

  const WRONG: readonly [what: string, faults: Faults][] = [
    ['from another origin', { origin: 'https://nissmart.example' }],
    ['for another relying party', { rpId: 'nissmart.example' }],
    ['to a challenge that nobody has sent', { challenge: Buffer.alloc(32).toString('base64url') }],
    ['without asking for a finger or a PIN', { unverified: true }],
  ];

  test.each(WRONG)('that answers %s is neither added nor signs in', async (_what, faults) => {
    const amina = await api.customer();
    const device = authenticatorFor(api);
    expect((await addPasskey(amina, device, 'Phone', faults)).at('code')).toBe('BAD_USER_INPUT');
    expect((await addPasskey(amina, device)).status).toBe(201);

    const refused = await signInByPasskey(api.stranger, device, faults);
    expect([refused.status, refused.at('code'), refused.at('detail')]).toEqual([
      ...[401, 'UNAUTHENTICATED', SENTENCES.wrongPasskey],
    ]);
    expect((await signInByPasskey(api.stranger, device)).status).toBe(200);
  });

  test('whose counter goes back was copied, and does not sign in', async () => {
    const amina = await api.customer();
    const device = authenticatorFor(api);
    await addPasskey(amina, device);
    expect((await signInByPasskey(api.stranger, device, { counter: 7 })).status).toBe(200);
    for (const counter of [7, 6, 0]) {
      expect((await signInByPasskey(api.stranger, device, { counter })).status).toBe(401);
    }
    expect((await signInByPasskey(api.stranger, device, { counter: 8 })).status).toBe(200);
  });

  test('answers a challenge once, and only in time', async () => {
    const clock = new SettableClock();
    const server = await startApi({}, { clock });
    const amina = await server.customer();
    const device = authenticatorFor(server);
    await addPasskey(amina, device);
    const start = async () => askedIn(await server.stranger.post('/api/auth/passkey-sign-ins', {}));
    const complete = async (answer: object) =>
      (await server.stranger.post('/api/auth/passkey-sign-ins/complete', answer)).status;

    const answer = device.sign(await start());
    expect([await complete(answer), await complete(answer)]).toEqual([200, 401]);
    const [late, early] = [await start(), await start()];
    clock.advance(CHALLENGE_MS - 1);
    expect(await complete(device.sign(early))).toBe(200);
    clock.advance(1);
    expect(await complete(device.sign(late))).toBe(401);
    await server.app.services.secondFactors.tidy();
    expect(await rawRows(server, 'select * from webauthn_challenges')).toEqual([]);
  });

  test('of somebody else, or for another session’s challenge, confirms and removes nothing', async () => {
    const [amina, brian] = [await api.customer('Amina'), await api.customer('Brian')];
    const [hers, his] = [authenticatorFor(api), authenticatorFor(api)];
    const id = (await addPasskey(amina, hers)).text('passkey.id');
    await addPasskey(brian, his);

    expect((await confirmByPasskey(brian, hers)).at('code')).toBe('BAD_USER_INPUT');
    expect((await confirmByPasskey(brian, his, { credentialId: hers.credentialId })).status).toBe(400);
    const asked = askedIn(await amina.post('/api/auth/passkey-confirmations', {}));
    const answer = his.sign(asked);
    expect((await brian.post('/api/auth/passkey-confirmations/complete', answer)).status).toBe(400);
    const signIn = askedIn(await api.stranger.post('/api/auth/passkey-sign-ins', {}));
    const wrongHandle = hers.sign(signIn, { userHandle: Buffer.from('brian').toString('base64url') });
    expect((await api.stranger.post('/api/auth/passkey-sign-ins/complete', wrongHandle)).status).toBe(401);

    const removed = await brian.fetch(`/api/auth/passkeys/${id}`, { method: 'DELETE' });
    expect([removed.status, await removed.json()]).toMatchObject([404, { details: { what: 'passkey' } }]);
    expect((await brian.post(`/api/auth/passkeys/${id}`, { name: 'Mine' })).status).toBe(404);
    // A key belongs to one account.
    const asking = askedIn(await brian.post('/api/auth/passkeys/start', {}));
    expect((await brian.post('/api/auth/passkeys', hers.make(asking))).at('code')).toBe('BAD_USER_INPUT');
  });

  test('confirms instead of the password, which alone does not any more', async () => {
    const clock = new SettableClock();
    const server = await startApi({}, { clock });
    const amina = await server.customer();
    const elsewhere = sessionIn(server, amina, await signInWith(server, amina));
    const device = authenticatorFor(server);
    await addPasskey(amina, device);
    // A session from before must prove it, too.
    const start = async () => (await elsewhere.post('/api/auth/passkeys/start', {})).at('code');
    expect(await start()).toBe('CONFIRMATION_REQUIRED');
    const byPassword = await elsewhere.post('/api/auth/confirmation', { password: PASSWORD });
    expect(byPassword.at('code')).toBe('SECOND_FACTOR_REQUIRED');
    expect(await start()).toBe('CONFIRMATION_REQUIRED');
    const change = { currentPassword: PASSWORD, newPassword: 'an entirely new password' };
    expect((await elsewhere.post('/api/auth/password', change)).status).toBe(204);
    expect(await start()).toBe('CONFIRMATION_REQUIRED');

    expect((await confirmByPasskey(elsewhere, device)).status).toBe(204);
    expect(await start()).toBeUndefined();
    clock.advance(CONFIRMATION_MS);
    expect(await start()).toBe('CONFIRMATION_REQUIRED');
  });

  test('is a matter of sessions, and of their user alone', async () => {
    const [amina, analyst] = [await api.customer(), await api.staff('ANALYST')];
    await addPasskey(amina, authenticatorFor(api));
    const { client } = await tokenOf(api, amina);
    const fields = 'passkeys { id } totpEnabledAt recoveryCodesLeft hasSecondFactor awaitsSecondFactor';
    expect((await client.graphql(`{ me { ${fields} } }`)).at('data.me')).toMatchObject({ passkeys: null });
    expect((await client.post('/api/auth/passkeys/start', {})).at('code')).toBe('FORBIDDEN');
    const seen = await analyst.graphql(`query ($id: ID!) { user(id: $id) { ${fields} } }`, { id: amina.id });
    expect(seen.at('data.user')).toEqual({
      ...{ passkeys: null, totpEnabledAt: null, recoveryCodesLeft: null, awaitsSecondFactor: null },
      hasSecondFactor: true,
    });
  });

  test('belongs to the name that the server was given, whatever a request says of its host', async () => {
    const server = await startApi({ publicUrl: 'https://savings.example.com' });
    const stranger = new Client(server, {
      'x-forwarded-host': 'evil.example',
      origin: 'https://evil.example',
    });
    const asked = askedIn(await stranger.post('/api/auth/passkey-sign-ins', {}));
    expect(asked.rpId).toBe('savings.example.com');
    const nameless = await startApi({ publicUrl: 'http://192.0.2.1:4000' });
    expect((await nameless.stranger.post('/api/auth/passkey-sign-ins', {})).at('code')).toBe('FEATURE_OFF');
    expect((await nameless.stranger.graphql('{ service { passkeyOrigin } }')).at('data.service')).toEqual({
      passkeyOrigin: null,
    });
  });

  test('is told of by mail', async () => {
    const { api: server, mails } = await startWithMail();
    const amina = await server.customer();
    const device = new Authenticator('https://savings.example.com');
    const id = (await addPasskey(amina, device)).text('passkey.id');
    await amina.fetch(`/api/auth/passkeys/${id}`, { method: 'DELETE' });
    expect([subjectOf(await mails.mail(1)), subjectOf(await mails.mail(2))]).toEqual([
      'A passkey was added to your account',
      'A passkey was removed from your account',
    ]);
  });
});

test('Challenges are handed out so often and no oftener', async () => {
  const limited = await startApi({ rateLimit: true });
  const codes = new Set<unknown>();
  for (let count = 0; count <= SIGN_IN_CHALLENGES_PER_ADDRESS_MAX; count += 1) {
    codes.add((await limited.stranger.post('/api/auth/passkey-sign-ins', {})).at('code'));
  }
  expect(codes).toEqual(new Set([undefined, 'RATE_LIMITED']));
});
