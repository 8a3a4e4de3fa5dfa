import { describe, expect, test } from '@jest/globals';
import { PERSONAL_DETAILS_MS } from '../../../../server/identity/access/access-log.js';
import { erasePersonalDetails } from '../../../../server/ledger/chain/audit-personal.js';
import { verifyBooks } from '../../../../server/ledger/verify/verify.js';
import { PASSWORD, User, useApi } from '../../../support/api.js';
import { tokenOf } from '../../../support/api-tokens.js';
import { SettableClock } from '../../../support/clock.js';
import { enableTotp, signInWith } from '../../../support/factors.js';
import { LiveStream } from '../../../support/live.js';
import { rawRows } from '../../../support/raw-sql.js';

const clock = new SettableClock();
const api = useApi({}, { clock });

interface Event {
  readonly action: string;
  readonly actor: { readonly id: string } | null;
  readonly user: { readonly id: string } | null;
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly personal: Readonly<Record<string, unknown>> | null;
}

/** Reads a user's audit events as the console shows them, oldest first, without digests. */
async function logOf(reader: User, filter: object): Promise<Event[]> {
  const answer = await reader.graphql(
    `query ($filter: AuditEventFilter) { auditEvents(filter: $filter, orderBy: OLDEST_FIRST, first: 100) {
      nodes { action details personal actor { id } user { id } wallet { id } } } }`,
    { filter },
  );
  const nodes = answer.list('data.auditEvents.nodes') as Event[];
  return nodes.map(({ details, ...event }) => {
    const { personalDigest, ...rest } = details ?? {};
    expect(typeof personalDigest).toBe(event.personal ? 'string' : typeof personalDigest);
    return { ...event, details: rest };
  });
}

const login = async (email: string, password: string) =>
  api.stranger.post('/api/auth/login', { email, password });

describe('The audit log', () => {
  test('has registrations, sign-ins, failures and sign-outs with their address and device, and nothing secret', async () => {
    const analyst = await api.staff('ANALYST');
    const amina = await api.customer();
    const answer = await login(amina.email, PASSWORD);
    const again = new User(api, amina.id, amina.email, answer.text('token'));
    expect((await login(amina.email, 'a guess of somebody')).status).toBe(401);
    expect((await again.graphql('mutation { logout }')).at('data.logout')).toBe(true);

    const own = { user: { id: amina.id }, wallet: null };
    const personal = { address: '127.0.0.1', userAgent: expect.any(String) as unknown };
    expect(await logOf(analyst, { userId: amina.id })).toEqual([
      { ...own, action: 'SIGNED_IN', actor: own.user, details: { method: 'REGISTRATION' }, personal },
      { ...own, action: 'SIGNED_IN', actor: own.user, details: { method: 'PASSWORD' }, personal },
      { ...own, action: 'SIGN_IN_FAILED', actor: null, details: { reason: 'WRONG_PASSWORD' }, personal },
      { ...own, action: 'SIGNED_OUT', actor: own.user, details: {}, personal: null },
    ]);
    const stored = JSON.stringify(
      await rawRows(api, 'select * from audit_events a left join audit_personal_details p using (sequence)'),
    );
    for (const secret of [PASSWORD, 'a guess of somebody', amina.token, again.token])
      expect(stored).not.toContain(secret);
  });

  test('has failures for emails that nobody has, but not what was typed', async () => {
    const analyst = await api.staff('ANALYST');
    await login('hunter2@example.com', 'secret words');
    const failed = await logOf(analyst, { action: ['SIGN_IN_FAILED'] });
    expect(failed.at(-1)).toMatchObject({ user: null, actor: null, details: { reason: 'WRONG_PASSWORD' } });
    const stored = await rawRows(
      api,
      `select * from audit_personal_details where cast(details as text) like '%hunter2%'`,
    );
    expect(stored).toEqual([]);
  });

  test('has a wrong password that was asked for again, and a sign-in of somebody suspended', async () => {
    const [operator, analyst, amina] = [
      await api.staff('OPERATOR'),
      await api.staff('ANALYST'),
      await api.customer(),
    ];
    const confirm = 'mutation { confirmPassword(input: { password: "wrong" }) }';
    expect((await amina.graphql(confirm)).at('errors.0.extensions.code')).toBe('BAD_USER_INPUT');
    await operator.post(`/api/users/${amina.id}/suspend`, { reason: 'Fraud' });
    expect((await login(amina.email, PASSWORD)).status).toBe(403);
    const failures = await logOf(analyst, { userId: amina.id, action: ['SIGN_IN_FAILED'] });
    expect(failures.map(({ details }) => details?.reason)).toEqual(['WRONG_CONFIRMATION', 'SUSPENDED']);
  });

  test('has a right password with a wrong code, and by which way somebody came in', async () => {
    const analyst = await api.staff('ANALYST');
    const amina = await api.customer();
    const app = await enableTotp(amina, () => clock.now());
    expect((await signInWith(api, amina, app.code(9))).status).toBe(401);
    expect((await signInWith(api, amina, app.code())).status).toBe(200);
    const events = await logOf(analyst, { userId: amina.id, action: ['SIGN_IN_FAILED', 'SIGNED_IN'] });
    expect(events.map(({ details }) => details)).toEqual([
      { method: 'REGISTRATION' },
      { reason: 'WRONG_CODE' },
      { method: 'PASSWORD' },
    ]);
  });

  test('has what somebody asked for and may not have, once, however often and by whichever API', async () => {
    const analyst = await api.staff('ANALYST');
    const amina = await api.customer();
    const { client } = await tokenOf(api, amina, { access: 'READ' });
    for (let round = 0; round < 2; round += 1) {
      await amina.graphql('{ mine: adminSummary { asOf } also: adminSummary { asOf } }');
      expect((await amina.get('/api/dashboard/admin')).status).toBe(403);
      expect((await amina.get('/api/exports/entries')).status).toBe(403);
      await (await LiveStream.open(amina, 'subscription { operationsActivity { cursor } }')).take(2);
      expect((await client.graphql('mutation { logout }')).at('errors.0.extensions.code')).toBe('FORBIDDEN');
    }
    // Somebody else's wallet is missing, not forbidden; and nobody in particular has no name to write down.
    await amina.graphql('{ wallet(id: "00000000-0000-7000-8000-000000000000") { id } }');
    await api.stranger.graphql('{ adminSummary { asOf } }');

    const denied = await logOf(analyst, { userId: amina.id, action: ['ACCESS_DENIED'] });
    expect(denied.map(({ details }) => details)).toEqual([
      { what: 'adminSummary', credential: 'SESSION' },
      { what: 'GET /api/exports/entries', credential: 'SESSION' },
      { what: 'operationsActivity', credential: 'SESSION' },
      { what: 'logout', credential: 'API_TOKEN' },
    ]);
    expect(
      denied.every(({ actor, personal }) => actor?.id === amina.id && personal?.address === '127.0.0.1'),
    ).toBe(true);
  });

  test('has exports and statements that were downloaded', async () => {
    const analyst = await api.staff('ANALYST');
    const amina = await api.customer();
    const walletId = await amina.wallet();
    await analyst.get(`/api/exports/entries?walletId=${walletId}`);
    await amina.get(
      `/api/wallets/${walletId}/statement.csv?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z`,
    );
    const taken = await logOf(analyst, { action: ['EXPORT_TAKEN'] });
    expect(taken).toMatchObject([
      { actor: { id: analyst.id }, details: { name: 'exportEntries', format: 'csv', filtered: true } },
      {
        actor: { id: amina.id },
        wallet: { id: walletId },
        details: { name: 'walletStatementCsv', format: 'csv' },
      },
    ]);
  });

  test('keeps sign-ins from the live feed of operations', async () => {
    const analyst = await api.staff('ANALYST');
    const amina = await api.customer();
    const walletId = await amina.wallet();
    const stream = await LiveStream.open(
      analyst,
      'subscription { operationsActivity { transaction { id } auditEvent { action } } }',
    );
    await stream.next();
    await login(amina.email, PASSWORD);
    await login(amina.email, 'wrong');
    await amina.deposit(walletId, '1.00');
    expect((await stream.next())?.data).toMatchObject({
      data: { operationsActivity: { auditEvent: null, transaction: { id: expect.any(String) as unknown } } },
    });
  });
});

describe('What the log says of people', () => {
  test('is erased for one of them, or after a year, and the log is as provable as before', async () => {
    const { services } = api.app;
    const analyst = await api.staff('ANALYST');
    const [amina, brian] = [await api.customer(), await api.customer()];
    const personalOf = async ({ id }: User) =>
      (await logOf(analyst, { userId: id })).map(({ personal }) => personal !== null);

    await services.units.run(async (em) => erasePersonalDetails(em, amina.id));
    expect([await personalOf(amina), await personalOf(brian)]).toEqual([[false], [true]]);

    clock.advance(PERSONAL_DETAILS_MS + 1_000);
    await login(brian.email, PASSWORD);
    await services.accessLog.tidy();
    expect(await personalOf(brian)).toEqual([false, true]);
    expect((await verifyBooks(services.storage.reader, clock)).problems).toEqual([]);
  });
});
