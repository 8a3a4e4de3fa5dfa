import { describe, expect, test } from '@jest/globals';
import { EXTERNAL_SIGN_IN_MS } from '../../../server/identity/oidc/external-sign-in.js';
import { PASSWORD } from '../../support/api.js';
import { SettableClock } from '../../support/clock.js';
import { TestIssuer, Traveller } from '../../support/issuer.js';
import { TestLog } from '../../support/log.js';
import { rawRows, rawSql } from '../../support/raw-sql.js';
import { CALLBACK, comeBy, failed, START, startOffice, type Office } from './oidc-support.js';

const AMINA = { sub: 'a-1', email: 'Amina@Example.com', email_verified: true, name: 'Amina Otieno' };
const ME = '{ me { id email displayName role emailVerifiedAt } }';
const EXPIRED = '/sign-in?failed=EXPIRED';
const INVALID = '/sign-in?failed=INVALID';

/** On the way back, with what the issuer has said. */
async function backFrom({ api }: Office, traveller: Traveller): Promise<URL> {
  return (await traveller.go(`${api.url}${START}`, ({ pathname }) => pathname === CALLBACK)).url;
}

async function atFrom({ api }: Office, traveller: Traveller, back: URL): Promise<string> {
  const { response } = await traveller.go(back.href, ({ pathname }) => pathname !== CALLBACK);
  expect(traveller.cookie(api.url, 'nissmart_session')).toBeUndefined();
  return response.headers.get('location') ?? '';
}

describe('Somebody whom the issuer recognises', () => {
  test('has an account without a password, and the same one the next time, whatever their email is by then', async () => {
    const office = await startOffice();
    const { api, issuer } = office;
    const service = await api.stranger.graphql('{ service { signInWith } }');
    expect(service.at('data.service.signInWith')).toBe('the office');
    issuer.person = AMINA;
    const first = await comeBy(office, undefined, `${START}?next=/wallets/new`);
    expect(first.at).toBe('/wallets/new');
    const me = await first.client.graphql(ME);
    expect(me.at('data.me')).toMatchObject({
      email: AMINA.email,
      displayName: 'Amina Otieno',
      role: 'CUSTOMER',
      emailVerifiedAt: expect.any(String),
    });
    expect(first.traveller.cookie(api.url, 'nissmart_oidc')).toBeUndefined();
    expect(await rawRows(api, 'select token_hash from external_sign_ins')).toEqual([]);
    for (const password of ['none', '', PASSWORD]) {
      const answer = await api.stranger.post('/api/auth/login', { email: AMINA.email, password });
      expect([answer.status, answer.at('code')]).toEqual([401, 'UNAUTHENTICATED']);
    }

    issuer.person = { ...AMINA, email: 'another@example.com' };
    const again = await comeBy(office);
    expect((await again.client.graphql(ME)).at('data.me.id')).toBe(me.text('data.me.id'));
    const events = await rawRows(api, `select action, details from audit_events where action like 'IDENT%'`);
    expect(events).toEqual([{ action: 'IDENTITY_LINKED', details: JSON.stringify({ issuer: issuer.url }) }]);
  });

  test('is led to a path of ours and nowhere else', async () => {
    const office = await startOffice();
    office.issuer.person = AMINA;
    for (const [next, at] of [
      ['/pay/deposit?walletId=1#top', '/pay/deposit?walletId=1#top'],
      ['//evil.example', '/'],
      ['/\\evil.example', '/'],
      ['/\t/evil.example', '/'],
      ['/.//evil.example', '/'],
      ['https://evil.example/', '/'],
      ['javascript:alert(1)', '/'],
    ] as const)
      expect([
        next,
        (await comeBy(office, undefined, `${START}?next=${encodeURIComponent(next)}`)).at,
      ]).toEqual([next, at]);
  });

  test('is refused while suspended, and when the issuer refuses', async () => {
    const office = await startOffice();
    office.issuer.person = AMINA;
    await comeBy(office);
    await rawSql(office.api, `update users set status = 'SUSPENDED'`);
    expect(await failed(office)).toBe('/sign-in?failed=SUSPENDED');
    office.issuer.person = undefined;
    expect(await failed(office)).toBe('/sign-in?failed=DENIED');
  });
});

describe('A browser that comes back', () => {
  test('is not let in with another state, another browser’s cookie or none', async () => {
    const office = await startOffice();
    office.issuer.person = AMINA;
    const mallory = new Traveller();
    const stolen = await backFrom(office, mallory);
    // Somebody is made to follow another one's way back: they would use an account that is not theirs.
    expect(await atFrom(office, new Traveller(), stolen)).toBe(EXPIRED);
    const victim = new Traveller();
    const own = await backFrom(office, victim);
    expect(await atFrom(office, victim, stolen)).toBe(INVALID);
    stolen.searchParams.set('state', own.searchParams.get('state') ?? '');
    // The code belongs to the other's verifier and nonce.
    expect(await atFrom(office, victim, stolen)).toBe(INVALID);
  });

  test('is let in once, and not when it has taken too long', async () => {
    const clock = new SettableClock(new Date().toISOString());
    const office = await startOffice({}, {}, { clock });
    office.issuer.person = AMINA;
    const traveller = new Traveller();
    const back = await backFrom(office, traveller);
    const cookie = traveller.cookie(office.api.url, 'nissmart_oidc') ?? '';
    await traveller.go(back.href, ({ pathname }) => pathname !== CALLBACK);
    const replaying = new Traveller();
    replaying.keep(office.api.url, 'nissmart_oidc', cookie);
    expect(await atFrom(office, replaying, back)).toBe(EXPIRED);

    const late = new Traveller();
    const lateBack = await backFrom(office, late);
    clock.advance(EXTERNAL_SIGN_IN_MS);
    expect(await atFrom(office, late, lateBack)).toBe(EXPIRED);
    await backFrom(office, late);
    clock.advance(EXTERNAL_SIGN_IN_MS);
    await office.api.app.services.oidc?.removeExpired();
    expect(await rawRows(office.api, 'select token_hash from external_sign_ins')).toEqual([]);
  });

  test('is not let in by an issuer that it was not sent to', async () => {
    const office = await startOffice();
    office.issuer.person = AMINA;
    const traveller = new Traveller();
    const back = await backFrom(office, traveller);
    const other = await TestIssuer.start();
    other.serve(`${office.api.url}${CALLBACK}`);
    expect(back.searchParams.get('iss')).toBe(office.issuer.url);
    back.searchParams.set('iss', other.url);
    expect(await atFrom(office, traveller, back)).toBe(INVALID);
  });
});

test('When the issuer is down, then that is said on a page, and nothing secret is in the log', async () => {
  const log = new TestLog();
  const office = await startOffice({}, {}, { logger: log.logger });
  office.issuer.person = AMINA;
  const traveller = new Traveller();
  const back = await backFrom(office, traveller);
  await office.issuer.stop();
  expect(await atFrom(office, traveller, back)).toBe('/sign-in?failed=ISSUER_UNAVAILABLE');
  const down = await startOffice();
  await down.issuer.stop();
  expect(await failed(down)).toBe('/sign-in?failed=ISSUER_UNAVAILABLE');
  expect(log.named('a sign-in elsewhere failed')).toHaveLength(1);
  for (const secret of ['code', 'state'].map((name) => back.searchParams.get(name) ?? '')) {
    expect(secret).not.toBe('');
    expect(log.text).not.toContain(secret);
  }
});
