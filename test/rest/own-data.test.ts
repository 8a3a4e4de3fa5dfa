import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, jest, test } from '@jest/globals';
import { OWN_DATA_SECTIONS } from '../../server/reports/own-data/document.js';
import { actionsOn, startWithMail } from '../graphql/resolvers/accounts/mailed.js';
import { tokenOf } from '../support/api-tokens.js';
import { useApi, type TestApi, type User } from '../support/api.js';
import { SettableClock } from '../support/clock.js';
import { onCleanup } from '../support/ledger.js';
import { insertTransactions } from '../support/many-transactions.js';
import { rawRows, rawSql } from '../support/raw-sql.js';
import { startApi } from '../support/started.js';

const PATH = '/api/me/export';
const api = useApi();

async function exportsOf(server: TestApi, { id }: User) {
  return (await actionsOn(server, id)).filter(({ action }) => action === 'OWN_DATA_EXPORTED');
}

async function exported(user: User) {
  const answer = await user.get(PATH);
  expect(answer.status).toBe(200);
  return answer;
}

async function one(server: TestApi, sql: string, ...params: string[]): Promise<Record<string, unknown>[]> {
  return rawRows(server, sql, params);
}

describe('The export of one’s own data', () => {
  test('is for a session whose password was entered lately, and each is in the audit log', async () => {
    const clock = new SettableClock();
    const server = await startApi({}, { clock });
    const amina = await server.customer();
    const { client } = await tokenOf(server, amina);
    expect((await server.stranger.get(PATH)).at('code')).toBe('UNAUTHENTICATED');
    expect((await client.get(PATH)).at('code')).toBe('FORBIDDEN');
    const { status, headers } = await amina.fetch(PATH, { method: 'HEAD' });
    expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      200,
      'application/json; charset=utf-8',
      'attachment; filename="nissmart-2026-01-15.json"',
    ]);
    clock.advance(10 * 60_000);
    expect((await amina.get(PATH)).at('code')).toBe('CONFIRMATION_REQUIRED');
    expect((await amina.fetch(PATH, { method: 'HEAD' })).status).toBe(403);
    expect((await actionsOn(server, amina.id)).map(({ action }) => action)).not.toContain(
      'OWN_DATA_EXPORTED',
    );

    await amina.post('/api/auth/confirmation', { password: 'correct horse battery staple' });
    const answer = await exported(amina);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.at('exportedAt')).toBe('2026-01-15T09:10:00.000Z');
    expect(await actionsOn(server, amina.id)).toContainEqual({
      ...{ action: 'OWN_DATA_EXPORTED', actor_id: amina.id, details: null },
    });
    expect(answer.list('auditEvents').at(-1)).toMatchObject({ action: 'OWN_DATA_EXPORTED', by: 'YOU' });
  });

  test('has how its owner comes in, without anything that lets somebody in', async () => {
    const { api: server } = await startWithMail();
    const amina = await server.customer();
    await amina.post('/api/tokens', { name: 'Bookkeeping' });
    await rawSql(
      server,
      `insert into passkeys (id, user_id, credential, public_key, counter, transports, name, backed_up, created_at)
      values ('p', ?, 'of the device', 'public half', 0, '[]', 'Old phone', 0, 0)`,
      [amina.id],
    );
    // Mails that are not sent yet: their next attempt is far away.
    await rawSql(
      server,
      `insert into outgoing_mails (id, kind, address, user_id, created_at, attempts, next_attempt_at)
      values ('1', 'PASSWORD_CHANGED', ?, ?, 0, 1, 8e15), ('2', 'PASSWORD_RESET', ?, null, 0, 1, 8e15),
        ('3', 'PASSWORD_RESET', 'somebody@example.com', null, 0, 1, 8e15)`,
      [amina.email, amina.id, amina.email],
    );
    await rawSql(server, `insert into email_tokens values (?, 'VERIFY_EMAIL', ?, ?, 0, 1)`, [
      'a'.repeat(64),
      amina.id,
      amina.email,
    ]);
    const account = createHash('sha256').update(amina.email).digest('hex');
    await rawSql(
      server,
      `insert into known_origins values (?, ?, 'DEVICE', 1000), (?, ?, 'ADDRESS', 2000), (?, ?, 'DEVICE', 3000)`,
      ['1'.repeat(64), account, '2'.repeat(64), account, '3'.repeat(64), '4'.repeat(64)],
    );
    const answer = await exported(amina);

    const [session] = await one(server, 'select * from sessions where user_id = ?', amina.id);
    expect(answer.list('sessions')).toMatchObject([
      { id: session?.id, userAgent: session?.user_agent, address: '127.0.0.1', endedAt: null },
    ]);
    expect(answer.list('knownDevices')).toEqual([
      { kind: 'DEVICE', lastSignInAt: '1970-01-01T00:00:01.000Z' },
      { kind: 'ADDRESS', lastSignInAt: '1970-01-01T00:00:02.000Z' },
    ]);
    expect(answer.list('apiTokens')).toMatchObject([{ name: 'Bookkeeping', access: 'WRITE' }]);
    expect(answer.list('pendingMails')).toMatchObject([{ id: '1' }, { id: '2', kind: 'PASSWORD_RESET' }]);
    expect(answer.list('passkeys')).toEqual([
      { id: 'p', name: 'Old phone', createdAt: '1970-01-01T00:00:00.000Z', lastUsedAt: null },
    ]);
    expect(answer.list('mailedLinks')).toMatchObject([{ purpose: 'VERIFY_EMAIL', email: amina.email }]);

    const document = JSON.stringify(answer.body);
    const secrets = await one(
      server,
      `select password_hash as secret from users union select token_hash from sessions union select token_hash from api_tokens
       union select token_hash from email_tokens union select credential from passkeys union select public_key from passkeys union select origin from known_origins union select account from known_origins`,
    );
    expect(secrets.length).toBeGreaterThan(5);
    for (const { secret } of secrets) expect(document).not.toContain(String(secret));
    expect(document).not.toMatch(/[0-9a-f]{64}|nss_|nsm_|argon2/);
  });

  test('has nothing of other people but the names that their payments show', async () => {
    const [amina, brian, staff] = [
      await api.customer(),
      await api.customer('Brian Mwangi'),
      await api.staff('OPERATOR'),
    ];
    const [own, his] = [
      await amina.wallet({ balance: '50.00' }),
      await brian.wallet({ name: 'Divorce fund', balance: '7.00' }),
    ];
    await amina.transfer(own, his, '5.00', { more: { description: 'Lunch' } });
    await brian.post('/api/transfers', {
      fromWalletId: his,
      toWalletId: own,
      amount: '1.00',
      currency: 'KES',
    });
    await staff.post(`/api/wallets/${own}/freeze`, { reason: 'A report' });
    const answer = await exported(amina);

    const [, sent, got] = answer.list('transactions');
    expect(sent).toMatchObject({ destinationOwnerName: 'Brian Mwangi', destinationWalletName: null });
    expect(got).toMatchObject({ initiatedBy: 'SOMEBODY_ELSE', idempotencyKey: null, amount: '1.00' });
    expect(answer.list('auditEvents')).toContainEqual(
      expect.objectContaining({ action: 'WALLET_FROZEN', by: 'SOMEBODY_ELSE', reason: 'A report' }),
    );
    const document = JSON.stringify(answer.body);
    for (const foreign of ['Divorce fund', brian.email, brian.id, staff.id, staff.email, '"7.00"'])
      expect(document).not.toContain(foreign);
    expect(answer.list('statements').map((line) => (line as { balanceAfter: string }).balanceAfter)).toEqual([
      ...['50.00', '45.00', '46.00'],
    ]);
  });

  test('When somebody has nothing yet, then it is a document all the same', async () => {
    const answer = await exported(await api.customer());
    expect(Object.keys(answer.body as object)).toEqual([
      ...['format', 'exportedAt'],
      ...OWN_DATA_SECTIONS.map(({ name }) => name),
    ]);
    expect(answer.list('statements')).toEqual([]);
  });
});

describe('A long export of one’s own data', () => {
  /** A server where somebody has more than the buffers of a connection take. */
  async function full() {
    const server = await startApi(
      {},
      { bounds: { exports: { perUser: 1, perAddress: 9, total: 9, reserve: 1 } } },
    );
    const amina = await server.customer();
    const id = await amina.wallet({ balance: '1.00' });
    await insertTransactions({ storage: server.storage, clock: server.app.services.clock }, { id }, 30_000);
    return { server, amina };
  }

  async function open(server: TestApi, { token }: User): Promise<IncomingMessage> {
    const request = get(server.url + PATH, { headers: { authorization: `Bearer ${token}` } });
    request.on('error', () => undefined);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    onCleanup(() => void response.destroy());
    return response.on('error', () => undefined);
  }

  test('takes a place like any export, waits for its client, and is whole in the end', async () => {
    const { server, amina } = await full();
    const response = await open(server, amina);
    expect((await amina.get(PATH)).at('code')).toBe('RATE_LIMITED');
    expect(await exportsOf(server, amina)).toHaveLength(1);
    const executed = jest.spyOn(server.storage.longReads.getConnection(), 'execute');
    const whole = JSON.parse(await text(response)) as { transactions: readonly unknown[] };
    expect(whole.transactions).toHaveLength(30_001);
    // Most of it had not even been read.
    expect(executed.mock.calls.length).toBeGreaterThan(30);
    executed.mockRestore();
  });

  test('When the session ends, then it breaks off, and is not JSON', async () => {
    const { server, amina } = await full();
    const response = await open(server, amina);
    await amina.post('/api/auth/logout', {});
    await expect(text(response)).rejects.toThrow('aborted');
  });
});
