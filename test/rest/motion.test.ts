import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { settlementPolicy } from '../../server/ledger/posting/book/review-terms.js';
import { useApi, type User } from '../support/api.js';
import { books, expectBooksToBalance, walletRow } from '../support/books.js';
import { expectProblem } from '../support/problem.js';

const api = useApi({ settlement: settlementPolicy('review') });
let amina: User;
let brian: User;
let analyst: User;
let operator: User;
/** Amina's, with 100.00. */
let wallet: string;
let others: string;

beforeAll(async () => {
  amina = await api.customer('Amina');
  brian = await api.customer('Brian');
  [analyst, operator] = [await api.staff('ANALYST'), await api.staff('OPERATOR')];
  others = await brian.wallet();
});

beforeEach(async () => {
  wallet = await amina.wallet();
  const { id } = await amina.deposit(wallet, '100.00');
  await operator.post(`/api/transactions/${id}/post`, {});
});

describe('Settling over REST', () => {
  test('When it is posted, voided or reversed, then a retry is a replay, and who may not hears why', async () => {
    const { id } = await amina.withdraw(wallet, '40.00');
    expectProblem(await amina.post(`/api/transactions/${id}/post`, {}), 403, 'FORBIDDEN');
    expectProblem(await brian.post(`/api/transactions/${id}/void`, {}), 404, 'NOT_FOUND');
    expectProblem(await analyst.post(`/api/transactions/${id}/void`, {}), 403, 'FORBIDDEN');
    expectProblem(await operator.post(`/api/transactions/${id}/void`, {}), 400, 'BAD_USER_INPUT');
    expectProblem(
      await operator.post(`/api/transactions/${id}/post`, {}, { key: null }),
      400,
      'IDEMPOTENCY_KEY_MISSING',
    );

    const key = v4();
    const posted = await operator.post(`/api/transactions/${id}/post`, {}, { key });
    expect([posted.status, posted.at('status')]).toEqual([200, 'POSTED']);
    const again = await operator.post(`/api/transactions/${id}/post`, {}, { key });
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(again.body).toEqual(posted.body);

    const late = v4();
    const reason = 'Too late';
    expectProblem(
      await operator.post(`/api/transactions/${id}/void`, { reason }, { key: late }),
      409,
      'INVALID_STATE',
    );
    const pinned = await operator.post(`/api/transactions/${id}/void`, { reason }, { key: late });
    expect([pinned.status, pinned.headers.get('idempotency-replayed')]).toEqual([409, 'true']);

    const reversed = await operator.post(`/api/transactions/${id}/reverse`, { reason: 'Bounced' });
    expect([reversed.status, reversed.at('type'), reversed.at('reversalOf')]).toEqual([
      200,
      'REVERSAL',
      { id },
    ]);
    expect(await walletRow(api.storage, { id: wallet })).toMatchObject({ posted: 10_000, held: 0 });
    await expectBooksToBalance(api.storage);
  });

  test('When a wallet is frozen, unfrozen and closed, with or without a key, then it is so', async () => {
    const empty = await amina.wallet();
    const act = async (user: User, what: string, key: string | null) =>
      (await user.post(`/api/wallets/${empty}/${what}`, { reason: 'Why' }, { key })).at('status');
    expect(await act(operator, 'freeze', null)).toBe('FROZEN');
    expectProblem(await amina.post(`/api/wallets/${empty}/close`, {}), 422, 'WALLET_FROZEN');
    expect(await act(operator, 'unfreeze', v4())).toBe('ACTIVE');
    expect(await act(amina, 'close', null)).toBe('CLOSED');
    expectProblem(await operator.post(`/api/wallets/${empty}/freeze`, {}), 400, 'BAD_USER_INPUT');
  });
});

describe('A preview over REST', () => {
  test('When it is asked for, then no key is needed, nothing is written, and it shows no more than one’s own', async () => {
    const before = await books(api.storage);
    const body = { fromWalletId: wallet, toWalletId: others, amount: '30.00', currency: 'KES' };
    const answer = await amina.post('/api/transfers?preview=true', body, { key: null });
    expect(answer.body).toMatchObject({ status: 'POSTED', decline: null });
    expect(answer.list('balances')).toHaveLength(1);
    expect(answer.at('balances.0.wallet.id')).toBe(wallet);
    expect(answer.at('balances.0.after.available.amount')).toBe('70.00');
    expect(JSON.stringify(answer.body)).not.toContain(others);

    const declined = await amina.post(
      '/api/transfers?preview=true',
      { ...body, amount: '100.01' },
      { key: null },
    );
    expect(declined.body).toMatchObject({
      status: null,
      decline: { code: 'INSUFFICIENT_FUNDS', details: { available: '100.00', requested: '100.01' } },
      balances: [],
    });
    const waiting = await amina.post(
      '/api/withdrawals?preview=true',
      { walletId: wallet, amount: '1', currency: 'KES' },
      { key: null },
    );
    expect(waiting.body).toMatchObject({ status: 'PENDING', expiresAt: expect.any(String) });
    expect(waiting.at('balances.0.after.held.amount')).toBe('1.00');

    const foreign = { ...body, fromWalletId: others, toWalletId: wallet };
    expectProblem(await amina.post('/api/transfers?preview=true', foreign, { key: null }), 404, 'NOT_FOUND');
    expectProblem(await amina.post('/api/transfers?preview=yes', body), 400, 'BAD_USER_INPUT');
    expectProblem(await analyst.post('/api/transfers?preview=true', body), 403, 'FORBIDDEN');
    expect(await books(api.storage)).toEqual(before);
    expectProblem(await amina.post('/api/transfers', body, { key: null }), 400, 'IDEMPOTENCY_KEY_MISSING');
  });
});

describe('A batch of transfers over REST', () => {
  const send = async (items: readonly object[], mode = 'ATOMIC', key = v4()) =>
    amina.post('/api/transfer-batches', { mode, input: items }, { key });
  const one = (amount: unknown) => ({ fromWalletId: wallet, toWalletId: others, amount, currency: 'KES' });

  test('When it is too short, too long, or an item is wrong, then nothing is made, and the item is named', async () => {
    const before = await books(api.storage);
    expectProblem(await send([]), 400, 'BAD_USER_INPUT');
    expectProblem(await send(Array.from({ length: 1_001 }, () => one('0.01'))), 400, 'BAD_USER_INPUT');
    const wrong = await send([one('1.00'), one('1.001'), one('1.00')], 'EACH');
    expectProblem(wrong, 422, 'INVALID_AMOUNT');
    expect(wrong.at('details.index')).toBe(1);
    const number = await send([one('1.00'), one('1.00'), one(1)], 'EACH');
    expectProblem(number, 400, 'BAD_USER_INPUT');
    expect(number.at('details')).toEqual({ field: 'input', index: 2 });
    expect(number.text('detail')).toBe('input[2].amount: Decimal must be a string, such as "12.50"');
    expect(await books(api.storage)).toEqual(before);
  });

  test('When it is made, then a retry is a replay, and only its sender and staff see it', async () => {
    const key = v4();
    const made = await send([one('60.00'), one('50.00'), one('40.00')], 'EACH', key);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ mode: 'EACH', itemCount: 3, transferred: 2 });
    expect(made.at('items.1.error.code')).toBe('INSUFFICIENT_FUNDS');
    const again = await send([one('60.00'), one('50.00'), one('40.00')], 'EACH', key);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(again.body).toEqual(made.body);
    const path = `/api/transfer-batches/${made.id}`;
    expect((await amina.get(path)).body).toEqual(made.body);
    expect((await analyst.get(path)).status).toBe(200);
    expectProblem(await brian.get(path), 404, 'NOT_FOUND');
    await expectBooksToBalance(api.storage);
  });
});

describe('What operations see over REST', () => {
  test('When keys come again, then their owner sees how often, and staff see whose', async () => {
    const key = v4();
    await amina.withdraw(wallet, '1.00', { key });
    await amina.withdraw(wallet, '1.00', { key });
    expectProblem(await amina.withdraw(wallet, '2.00', { key }), 422, 'IDEMPOTENCY_KEY_REUSED');
    expect((await amina.get(`/api/idempotency-keys/${key}`)).body).toMatchObject({
      replays: 1,
      conflicts: 1,
    });
    const reused = await analyst.get('/api/reused-keys?conflicting=true&first=1');
    expect(reused.at('data.0')).toMatchObject({ key, replays: 1, conflicts: 1, user: { id: amina.id } });
    expectProblem(await amina.get('/api/reused-keys'), 403, 'FORBIDDEN');
  });

  test('When there are audit events, then staff page through them, the last first, and nobody else', async () => {
    const { id } = await amina.withdraw(wallet, '1.00');
    await amina.post(`/api/transactions/${id}/void`, {});
    const first = await analyst.get('/api/audit-events?first=1');
    expect(first.at('data.0')).toMatchObject({ action: 'TRANSACTION_VOIDED', actor: { id: amina.id } });
    const next = await operator.get(`/api/audit-events?first=1&after=${first.text('pageInfo.endCursor')}`);
    expect(next.at('data.0')).toMatchObject({ action: 'TRANSACTION_POSTED', actor: { id: operator.id } });
    for (const user of [amina, brian]) expectProblem(await user.get('/api/audit-events'), 403, 'FORBIDDEN');
    expectProblem(await api.stranger.get('/api/audit-events'), 401, 'UNAUTHENTICATED');
  });
});
