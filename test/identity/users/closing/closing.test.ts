import { describe, expect, test } from '@jest/globals';
import { verifyBooks } from '../../../../server/ledger/verify/verify.js';
import { tokenOf } from '../../../support/api-tokens.js';
import { PASSWORD, useApi, User, type TestApi } from '../../../support/api.js';
import { expectBooksToBalance } from '../../../support/books.js';
import { SettableClock } from '../../../support/clock.js';
import { LiveStream } from '../../../support/live.js';
import { rawRows } from '../../../support/raw-sql.js';
import { startApi } from '../../../support/started.js';

const api = useApi();
const CLOSE = '/api/me/close';
const REFUSED = { code: 'INVALID_STATE' };

async function login(server: TestApi, email: string) {
  return server.stranger.post('/api/auth/login', { email, password: PASSWORD });
}

async function statusOf(server: TestApi, { id }: User): Promise<string | undefined> {
  const [row] = await rawRows<{ status: string }>(server, 'select status from users where id = ?', [id]);
  return row?.status;
}

async function problemsOf(server: TestApi) {
  const schema = await server.storage.expectedSchema();
  const { clock } = server.app.services;
  return (await verifyBooks(server.storage.reader, clock, undefined, { schema })).problems;
}

describe('An account that is closed', () => {
  test('lets nobody in any more, ends what was open, and its email is free for somebody new', async () => {
    const amina = await api.customer();
    const { client } = await tokenOf(api, amina);
    const other = new User(api, amina.id, amina.email, (await login(api, amina.email)).text('token'));
    await amina.wallet();
    const stream = await LiveStream.open(other, 'subscription { walletChanges { id } }');
    await stream.next();

    const answer = await amina.post(CLOSE, { reason: 'I moved abroad' });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toMatch(/^[\w-]+=;/);
    // That the wallet has closed may be told before the stream's session is over, or no more.
    let message = await stream.next();
    while (message?.event === 'next') message = await stream.next();
    expect(message?.event).toBe('complete');
    for (const gone of [amina, client, other]) expect((await gone.get('/api/me')).status).toBe(401);
    for (const email of [amina.email, `closed-${amina.id}`]) {
      expect((await login(api, email)).at('code')).toBe('UNAUTHENTICATED');
    }
    expect((await amina.post(CLOSE, {})).at('code')).toBe('UNAUTHENTICATED');

    const registration = { email: amina.email, displayName: 'Somebody new', password: PASSWORD };
    const again = await api.stranger.post('/api/auth/register', registration);
    expect([again.status, again.at('user.id') === amina.id]).toEqual([201, false]);
    const reborn = new User(api, again.text('user.id'), amina.email, again.text('token'));
    expect((await reborn.get('/api/transactions')).list('data')).toEqual([]);
    expect((await reborn.get('/api/wallets')).list('data')).toEqual([]);
  });

  test('goes by "Closed account" in the history of others, where the books and receipts stay as they are', async () => {
    const [amina, brian] = [await api.customer(), await api.customer('Brian Mwangi')];
    const [hers, his] = [await amina.wallet({ balance: '50.00' }), await brian.wallet()];
    const { id } = await amina.transfer(hers, his, '50.00', { more: { description: 'All of it' } });
    await api.app.checkpoints.write();
    const entryId = (await brian.get(`/api/transactions/${id}`)).text('entries.0.id');
    const receipt = (await brian.get(`/api/entries/${entryId}/receipt`)).body;

    await amina.post(CLOSE, {});
    const seen = await brian.get(`/api/transactions/${id}`);
    expect([seen.at('source.ownerName'), seen.at('source.name'), seen.at('description')]).toEqual([
      ...['Closed account', 'Closed account', 'All of it'],
    ]);
    const statement = await brian.fetch(
      `/api/wallets/${his}/statement.csv?from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z`,
    );
    expect(await statement.text()).toContain(',Closed account,All of it,');
    expect((await brian.get(`/api/entries/${entryId}/receipt`)).body).toEqual(receipt);
    await expectBooksToBalance(api.storage);
    expect(await problemsOf(api)).toEqual([]);

    const back = { fromWalletId: his, amount: '1.00', currency: 'KES' };
    expect((await brian.post('/api/transfers', { ...back, toWalletId: hers })).at('code')).toBe(
      'WALLET_CLOSED',
    );
    for (const toEmail of [amina.email, `closed-${amina.id}`])
      expect((await brian.post('/api/transfers', { ...back, toEmail })).status).toBeGreaterThanOrEqual(400);
  });

  test('is closed for good: no operator lets anybody in again, and the counts still add up', async () => {
    const server = await startApi();
    const [amina, brian, operator] = [
      await server.customer(),
      await server.customer(),
      await server.staff('OPERATOR'),
    ];
    await operator.post(`/api/users/${brian.id}/suspend`, { reason: 'Fraud' });
    await amina.post(CLOSE, {});
    for (const act of ['reactivate', 'suspend']) {
      const answer = await operator.post(`/api/users/${amina.id}/${act}`, { reason: 'Once more' });
      expect(answer.body).toMatchObject({ ...REFUSED, details: { status: 'CLOSED' } });
    }
    expect((await operator.get('/api/dashboard/admin')).at('users')).toMatchObject({
      ...{ total: 3, active: 1, suspended: 1, closed: 1 },
    });
    const found = await operator.get('/api/users?status=CLOSED');
    expect(found.list('data')).toMatchObject([
      { id: amina.id, email: `closed-${amina.id}`, displayName: 'Closed account', status: 'CLOSED' },
    ]);
    expect(await problemsOf(server)).toEqual([]);
    // A status that no act stands behind is found.
    await server.storage.writer
      .getConnection()
      .execute(`update users set status = 'ACTIVE' where id = ?`, [amina.id], 'run');
    expect(await problemsOf(server)).toMatchObject([{ code: 'USER_STATUS', expected: 'CLOSED' }]);
  });
});

describe('Closing an account is refused', () => {
  test('to an API token, and to a session whose password was entered long ago', async () => {
    const clock = new SettableClock();
    const server = await startApi({}, { clock });
    const amina = await server.customer();
    const { client } = await tokenOf(server, amina);
    expect((await server.stranger.post(CLOSE, {})).at('code')).toBe('UNAUTHENTICATED');
    expect((await client.post(CLOSE, {})).at('code')).toBe('FORBIDDEN');
    clock.advance(10 * 60_000);
    expect((await amina.post(CLOSE, {})).at('code')).toBe('CONFIRMATION_REQUIRED');
    expect(await statusOf(server, amina)).toBe('ACTIVE');
  });

  test('while money is in a wallet or on its way, by the names of these wallets, and nothing has changed', async () => {
    const amina = await api.customer();
    const operator = await api.staff('OPERATOR');
    const rule = { currency: 'KES', withdrawalsAbove: '0', reason: 'All' };
    await operator.post('/api/settlement-terms/review-rules', rule);
    const [empty, full, waiting] = [
      await amina.wallet(),
      await amina.wallet({ currency: 'USD', balance: '0.01' }),
      await amina.wallet({ balance: '3.00' }),
    ];
    const { id } = await amina.withdraw(waiting, '3.00');
    const answer = await amina.post(CLOSE, {});
    expect([answer.status, answer.body]).toMatchObject([
      409,
      { ...REFUSED, details: { wallets: 2, walletIds: [full, waiting].sort().join(' ') } },
    ]);
    expect((await amina.get(`/api/wallets/${empty}`)).at('status')).toBe('ACTIVE');

    await amina.withdraw(full, '0.01', { currency: 'USD' });
    expect((await amina.post(CLOSE, {})).at('details.walletIds')).toBe(waiting);
    await operator.post(`/api/transactions/${id}/post`, {});
    expect((await amina.post(CLOSE, {})).status).toBe(204);
    expect(await problemsOf(api)).toEqual([]);
  });

  test('to the owner of a frozen wallet, and to the last active operator', async () => {
    const server = await startApi();
    const [amina, operator] = [await server.customer(), await server.staff('OPERATOR')];
    const [open, frozen] = [await amina.wallet(), await amina.wallet()];
    await operator.post(`/api/wallets/${frozen}/freeze`, { reason: 'A report' });
    expect((await amina.post(CLOSE, {})).at('code')).toBe('WALLET_FROZEN');
    // Wallets that were closed before the frozen one was reached are open again.
    expect((await amina.get(`/api/wallets/${open}`)).at('status')).toBe('ACTIVE');

    expect((await operator.post(CLOSE, {})).body).toMatchObject({
      ...REFUSED,
      details: { role: 'OPERATOR' },
    });
    await server.staff('OPERATOR');
    expect((await operator.post(CLOSE, {})).status).toBe(204);
  });
});
