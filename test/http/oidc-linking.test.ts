import { describe, expect, test } from '@jest/globals';
import { PASSWORD } from '../support/api.js';
import { Traveller } from '../support/issuer.js';
import { rawRows, rawSql } from '../support/raw-sql.js';
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

    // Whoever has registered the email without proving it has set a password for it.
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
