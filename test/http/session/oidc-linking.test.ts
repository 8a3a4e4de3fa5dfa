import { describe, expect, test } from '@jest/globals';
import { PASSWORD, type Client } from '../../support/api.js';
import { enableTotp } from '../../support/factors.js';
import { Traveller } from '../../support/issuer.js';
import { rawRows, rawSql } from '../../support/raw-sql.js';
import { comeBy, failed, START, startOffice } from './oidc-support.js';

const AMINA = { sub: 'a-1', email: 'Amina@Example.com', email_verified: true, name: 'Amina Otieno' };
const ME = '{ me { id role } }';

describe('An email that has an account', () => {
  test('leads to it only where both sides have proved it, and never to staff', async () => {
    const office = await startOffice();
    const { api, issuer } = office;
    const amina = await api.customer();
    const operator = await api.staff('OPERATOR');
    const verify = async () => rawSql(api, 'update users set email_verified_at = created_at');

    // The person who registered the email without proving it has set a password for it.
    issuer.person = { ...AMINA, email: amina.email };
    expect(await failed(office)).toBe('/sign-in?failed=ACCOUNT_EXISTS');
    await verify();
    issuer.person = { ...AMINA, email: amina.email, email_verified: false };
    expect(await failed(office)).toBe('/sign-in?failed=EMAIL_UNVERIFIED');
    issuer.person = { ...AMINA, email: amina.email, email_verified: undefined };
    expect(await failed(office)).toBe('/sign-in?failed=EMAIL_UNVERIFIED');
    issuer.person = { ...AMINA, email: operator.email };
    expect(await failed(office)).toBe('/sign-in?failed=ACCOUNT_EXISTS');
    expect(await rawRows(api, 'select id from external_identities')).toEqual([]);

    issuer.person = { ...AMINA, email: amina.email };
    const { client } = await comeBy(office);
    expect((await client.graphql(ME)).at('data.me.id')).toBe(amina.id);
  });

  test('is linked by whoever is signed in to it, and the issuer then confirms that it is still them', async () => {
    const office = await startOffice();
    const { api, issuer } = office;
    const operator = await api.staff('OPERATOR');
    const traveller = new Traveller();
    traveller.keep(api.url, 'nissmart_session', operator.token);
    issuer.person = { ...AMINA, email: operator.email };
    await rawSql(api, 'update sessions set confirmed_at = 0');
    const link = `${START}?for=link&next=/console/account`;
    expect((await comeBy(office, traveller, link)).at).toBe('/account?failed=CONFIRMATION_REQUIRED');
    await operator.post('/api/auth/confirmation', { password: PASSWORD });
    expect((await comeBy(office, traveller, link)).at).toBe('/console/account');
    const { client } = await comeBy(office);
    expect((await client.graphql(ME)).at('data.me')).toMatchObject({ id: operator.id, role: 'OPERATOR' });

    await rawSql(api, 'update sessions set confirmed_at = 0');
    const confirm = `${START}?for=confirm&next=/console`;
    const dangerous = async () => (await operator.post('/api/tokens', { name: 'T' })).status;
    issuer.person = { ...AMINA, sub: 'somebody else' };
    const elsewhere = new Traveller();
    elsewhere.keep(api.url, 'nissmart_session', operator.token);
    expect((await comeBy(office, elsewhere, confirm)).at).toBe('/account?failed=OTHER_IDENTITY');
    issuer.person = { ...AMINA };
    issuer.signedInAt = new Date(Date.now() - 60 * 60 * 1000);
    expect((await comeBy(office, traveller, confirm)).at).toBe('/account?failed=INVALID');
    expect(await dangerous()).toBe(403);
    issuer.signedInAt = undefined;
    expect((await comeBy(office, traveller, confirm)).at).toBe('/console');
    expect(await dangerous()).toBe(201);
    expect((await comeBy(office, new Traveller(), confirm)).at).toBe('/account?failed=EXPIRED');
  });
});

describe('A second factor', () => {
  test('is not got around by the issuer: not by the email, nor to do what is dangerous', async () => {
    const office = await startOffice();
    const { api, issuer } = office;
    const amina = await api.customer();
    await rawSql(api, 'update users set email_verified_at = created_at');
    issuer.person = { ...AMINA, email: amina.email };
    const before = await comeBy(office);
    expect((await before.client.graphql(ME)).at('data.me.id')).toBe(amina.id);
    await enableTotp(amina, () => new Date());

    const { client, traveller } = await comeBy(office);
    const disable = async (by: Client) => (await by.fetch('/api/auth/totp', { method: 'DELETE' })).status;
    expect([await disable(client), await disable(before.client)]).toEqual([403, 403]);
    const confirmed = await comeBy(office, traveller, `${START}?for=confirm&next=/`);
    expect(confirmed.at).toBe('/account?failed=SECOND_FACTOR');
    expect(await disable(client)).toBe(403);

    await rawSql(api, 'delete from external_identities');
    expect(await failed(office)).toBe('/sign-in?failed=ACCOUNT_EXISTS');
    expect(await rawRows(api, 'select user_id from totp_secrets where enabled_at is not null')).toHaveLength(
      1,
    );
  });
});

test('Another person of the issuer with the same email is not somebody whom we know', async () => {
  const office = await startOffice();
  office.issuer.person = AMINA;
  expect((await comeBy(office)).at).toBe('/');
  office.issuer.person = { ...AMINA, sub: 'a-2' };
  expect(await failed(office)).toBe('/sign-in?failed=OTHER_IDENTITY');
  expect(await rawRows(office.api, 'select subject from external_identities')).toEqual([{ subject: 'a-1' }]);
});

test('The role follows the claim at each sign-in, up and down, but never takes away the last operator', async () => {
  const roles = {
    claim: 'groups',
    byValue: new Map([
      ['ops', 'OPERATOR'],
      ['audit', 'ANALYST'],
    ] as const),
  };
  const office = await startOffice({ roles });
  const { api, issuer } = office;
  const roleNow = async (groups: unknown) => {
    issuer.person = { ...AMINA, groups };
    const { at, client } = await comeBy(office);
    return at === '/' ? (await client.graphql(ME)).at('data.me.role') : at;
  };
  expect(await roleNow(undefined)).toBe('CUSTOMER');
  expect(await roleNow(['audit', 'ops'])).toBe('OPERATOR');
  expect(await roleNow('audit')).toBe('/sign-in?failed=LAST_OPERATOR');
  const other = await api.staff('OPERATOR');
  expect(await roleNow('audit')).toBe('ANALYST');
  expect(await roleNow(['unknown'])).toBe('CUSTOMER');
  expect((await other.graphql(ME)).at('data.me.role')).toBe('OPERATOR');
  const sql = `select actor_id, details from audit_events where action = 'ROLE_CHANGED'`;
  expect((await rawRows<{ details: string }>(api, sql)).map(({ details }) => details)).toEqual([
    '{"before":"CUSTOMER","after":"OPERATOR"}',
    '{"before":"OPERATOR","after":"ANALYST"}',
    '{"before":"ANALYST","after":"CUSTOMER"}',
  ]);
  expect(await rawRows(api, 'select id from sessions where revoked_at is null')).toHaveLength(2);
});
