import { beforeAll, describe, expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { expirePending } from '../../../../server/ledger/expire-pending.js';
import { useApi, type User } from '../../../support/api.js';
import { executedOn } from '../../../support/executed.js';
import { SettableClock } from '../../../support/clock.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const clock = new SettableClock();
const api = useApi({ settlement: { settlement: 'review', pendingMs: DAY_MS } }, { clock });
const FIELDS = 'initiatedBy { id displayName } idempotencyKey voidReason';
let amina: User;
let brian: User;
let operator: User;
let from: string;
let to: string;

beforeAll(async () => {
  [amina, brian] = [await api.customer('Amina Otieno'), await api.customer('Brian Mwangi')];
  operator = await api.staff('OPERATOR');
  [from, to] = [await amina.wallet(), await brian.wallet()];
  const paidIn = await amina.deposit(from, '1000.00');
  await operator.post(`/api/transactions/${paidIn.id}/post`, {});
});

async function originOf(user: User, id: string): Promise<unknown> {
  return (await user.graphql(`query ($id: ID!) { transaction(id: $id) { ${FIELDS} } }`, { id })).at(
    'data.transaction',
  );
}

describe('Who made a transaction, and with which key,', () => {
  test('is for them and for analysts and operators, and for nobody else', async () => {
    const key = v4();
    const { id } = await amina.transfer(from, to, '1.00', { key });
    const known = {
      initiatedBy: { id: amina.id, displayName: 'Amina Otieno' },
      idempotencyKey: key,
      voidReason: null,
    };

    expect(await originOf(amina, id)).toEqual(known);
    expect(await originOf(operator, id)).toEqual(known);
    expect(await originOf(await api.staff('ANALYST'), id)).toEqual(known);
    expect(await originOf(brian, id)).toEqual({ initiatedBy: null, idempotencyKey: null, voidReason: null });
    expect((await amina.get(`/api/transactions/${id}`)).body).toMatchObject({
      initiatedBy: { id: amina.id, email: amina.email },
      idempotencyKey: key,
      voidReason: null,
    });
    expect((await brian.get(`/api/transactions/${id}`)).body).toMatchObject({
      initiatedBy: null,
      idempotencyKey: null,
    });
  });

  test('is not changed by who settles it: that key stands for the settling', async () => {
    const key = v4();
    const { id } = await amina.deposit(from, '2.00', { key });
    await operator.post(`/api/transactions/${id}/post`, { reason: 'Arrived' });

    expect(await originOf(operator, id)).toMatchObject({
      initiatedBy: { id: amina.id },
      idempotencyKey: key,
    });
  });

  test('is the operator where they reverse, whom the customer does not get to know', async () => {
    const { id } = await amina.transfer(from, to, '3.00');
    const key = v4();
    const reversal = await operator.post(
      `/api/transactions/${id}/reverse`,
      { reason: 'Sent twice' },
      { key },
    );

    expect(await originOf(operator, reversal.id)).toMatchObject({
      initiatedBy: { id: operator.id },
      idempotencyKey: key,
    });
    expect(await originOf(amina, reversal.id)).toEqual({
      initiatedBy: null,
      idempotencyKey: null,
      voidReason: null,
    });
  });

  test('is that of the batch for what was sent in one', async () => {
    const key = v4();
    const item = { fromWalletId: from, toWalletId: to, amount: '1.00', currency: 'KES' };
    const batch = await amina.post('/api/transfer-batches', { mode: 'ATOMIC', input: [item, item] }, { key });
    const id = batch.text('items.1.transaction.id');

    expect(await originOf(amina, id)).toMatchObject({ initiatedBy: { id: amina.id }, idempotencyKey: key });
    expect(await originOf(brian, id)).toMatchObject({ initiatedBy: null, idempotencyKey: null });
  });

  test('costs no more statements for many transactions than for one', async () => {
    const statements = async (first: number) =>
      executedOn([api.storage.reader], async () => {
        const answer = await operator.graphql(
          `{ transactions(first: ${String(first)}) { nodes { ${FIELDS} } } }`,
        );
        expect(answer.list('data.transactions.nodes')).toHaveLength(first);
      });
    const [one, six] = [await statements(1), await statements(6)];
    expect(six).toHaveLength(one.length);
  });
});

describe('Why a transaction was voided', () => {
  test('is told to the saver in the words of the operator', async () => {
    const { id } = await amina.deposit(from, '5.00');
    await operator.post(`/api/transactions/${id}/void`, { reason: 'The bank sent it back' });

    for (const user of [amina, operator]) {
      expect(await originOf(user, id)).toMatchObject({ voidReason: 'The bank sent it back' });
    }
    const list = await amina.get(`/api/wallets/${from}/transactions?status=VOIDED`);
    expect(list.at('data.0.voidReason')).toBe('The bank sent it back');
    const lines = await (
      await operator.fetch('/api/exports/transactions?format=ndjson&status=VOIDED')
    ).text();
    expect(lines).toContain('"voidReason":"The bank sent it back"');
  });

  test('is nothing where a saver took back a withdrawal without a reason', async () => {
    const { id } = await amina.withdraw(from, '5.00');
    await amina.post(`/api/transactions/${id}/void`, {});
    expect(await originOf(amina, id)).toMatchObject({ voidReason: null });
  });

  test('is that its time was over, where nobody decided', async () => {
    const { id } = await amina.withdraw(from, '6.00');
    clock.advance(DAY_MS + 1);
    await expirePending(api.app.services.ledger, api.storage.reader, clock);

    expect(await originOf(amina, id)).toMatchObject({ voidReason: 'It was not decided in time' });
    const lines = await (await operator.fetch('/api/exports/transactions?format=csv&status=VOIDED')).text();
    expect(lines).toMatch(new RegExp(`^${id},.*,It was not decided in time\\r?$`, 'm'));
  });
});

describe('What a key of somebody else stands for', () => {
  test('is for analysts and operators; to others it is a key that was never used', async () => {
    const key = v4();
    const { id } = await amina.transfer(from, to, '1.00', { key });
    const LOOK_UP =
      'query ($key: String!, $userId: ID) { idempotencyKey(key: $key, userId: $userId) { transaction { id } } }';
    const found = async (user: User, userId?: string) =>
      (await user.graphql(LOOK_UP, { key, userId })).at('data.idempotencyKey');

    expect(await found(operator, amina.id.toUpperCase())).toEqual({ transaction: { id } });
    expect(await found(operator)).toBeNull();
    expect(await found(amina, amina.id)).toEqual({ transaction: { id } });
    expect(await found(brian, amina.id)).toBeNull();
    expect((await operator.get(`/api/idempotency-keys/${key}?userId=${amina.id}`)).at('transaction.id')).toBe(
      id,
    );
    expect((await brian.get(`/api/idempotency-keys/${key}?userId=${amina.id}`)).status).toBe(404);
    expect((await operator.get(`/api/idempotency-keys/${key}?userId=${v4()}`)).status).toBe(404);
  });
});
