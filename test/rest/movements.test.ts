import { describe, expect, test } from '@jest/globals';
import { useApi } from '../support/api.js';
import { books, entriesOf, expectBooksToBalance, walletRow } from '../support/books.js';

const api = useApi();

const UUID = expect.stringMatching(/^[0-9a-f-]{36}$/);
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

function money(amount: string, minorUnits: string, currency = 'KES') {
  return { amount, currency, minorUnits };
}

describe('A movement over REST', () => {
  test('When money is paid in, then the answer is the transaction, and the wallet and the treasury have an entry each', async () => {
    const amina = await api.customer('Amina Otieno');
    const wallet = await amina.wallet({ name: 'School fees' });
    const before = await books(api.storage);

    const answer = await amina.deposit(wallet, '12.5', {
      key: 'first-savings',
      more: { description: ' First savings ', reference: 'order-1', metadata: { channel: 'mobile' } },
    });

    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('location')).toBe(`/api/transactions/${answer.id}`);
    expect(answer.headers.has('idempotency-replayed')).toBe(false);
    expect(answer.body).toEqual({
      id: UUID,
      type: 'DEPOSIT',
      status: 'POSTED',
      amount: money('12.50', '1250'),
      source: { walletId: UUID, kind: 'TREASURY', name: 'KES treasury', ownerName: null },
      destination: { walletId: wallet, kind: 'CUSTOMER', name: 'School fees', ownerName: 'Amina Otieno' },
      reference: 'order-1',
      description: 'First savings',
      metadata: { channel: 'mobile' },
      createdAt: TIME,
      postedAt: TIME,
      voidedAt: null,
      expiresAt: null,
      initiatedBy: {
        id: amina.id,
        email: amina.email,
        displayName: 'Amina Otieno',
        role: 'CUSTOMER',
        status: 'ACTIVE',
        createdAt: TIME,
      },
      idempotencyKey: 'first-savings',
      voidReason: null,
      reversalOf: null,
      reversedBy: null,
      entries: [
        {
          id: UUID,
          sequence: 1,
          amount: money('12.50', '1250'),
          balanceAfter: money('12.50', '1250'),
          createdAt: TIME,
          wallet: { id: wallet },
        },
      ],
    });

    const after = await expectBooksToBalance(api.storage);
    expect(after.transactions).toHaveLength(before.transactions.length + 1);
    expect(after.entries).toHaveLength(before.entries.length + 2);
    expect(after.records).toHaveLength(before.records.length + 1);
    expect(entriesOf(after, { id: wallet })).toEqual([[1250, 1250]]);
  });

  test('When money is sent to a wallet, then both sides change, and the sender does not learn the name of the wallet', async () => {
    const amina = await api.customer();
    const brian = await api.customer('Brian Mwangi');
    const from = await amina.wallet({ balance: '100.00' });
    const to = await brian.wallet({ name: 'Secret plans' });

    const answer = await amina.transfer(from, to, '30.25');

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      type: 'TRANSFER',
      source: { walletId: from, name: 'Savings' },
      destination: { walletId: to, name: 'Brian Mwangi', ownerName: 'Brian Mwangi' },
      entries: [
        { amount: money('-30.25', '-3025'), balanceAfter: money('69.75', '6975'), wallet: { id: from } },
      ],
    });
    const after = await expectBooksToBalance(api.storage);
    expect(entriesOf(after, { id: from })).toEqual([
      [10_000, 10_000],
      [-3_025, 6_975],
    ]);
    expect(entriesOf(after, { id: to })).toEqual([[3_025, 3_025]]);
  });

  test('When money is sent to a person, then their wallet of the currency gets it', async () => {
    const amina = await api.customer();
    const brian = await api.customer();
    const from = await amina.wallet({ currency: 'JPY', balance: '500' });
    await brian.wallet({ currency: 'KES' });
    const to = await brian.wallet({ currency: 'JPY' });

    const answer = await amina.post('/api/transfers', {
      fromWalletId: from,
      toEmail: brian.email.toUpperCase(),
      amount: '200',
      currency: 'JPY',
    });

    expect(answer.status).toBe(201);
    expect(answer.at('destination.walletId')).toBe(to);
    expect((await walletRow(api.storage, { id: to })).posted).toBe(200);
  });

  test('When money is paid out, then the wallet has less of it', async () => {
    const amina = await api.customer();
    const wallet = await amina.wallet({ balance: '10.00' });

    const answer = await amina.withdraw(wallet, '10.00');

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      type: 'WITHDRAWAL',
      status: 'POSTED',
      destination: { kind: 'TREASURY' },
    });
    expect((await amina.get(`/api/wallets/${wallet}`)).at('balance')).toEqual({
      posted: money('0.00', '0'),
      available: money('0.00', '0'),
      held: money('0.00', '0'),
      incoming: money('0.00', '0'),
    });
    expect(entriesOf(await expectBooksToBalance(api.storage), { id: wallet })).toEqual([
      [1_000, 1_000],
      [-1_000, 0],
    ]);
  });

  test('When a hundred withdrawals of the whole balance come at once, then one succeeds', async () => {
    const amina = await api.customer();
    const wallet = await amina.wallet({ balance: '5.00' });

    const answers = await Promise.all(
      Array.from({ length: 100 }, async () => amina.withdraw(wallet, '5.00')),
    );

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter((answer) => answer.at('code') === 'INSUFFICIENT_FUNDS')).toHaveLength(99);
    expect(entriesOf(await expectBooksToBalance(api.storage), { id: wallet })).toEqual([
      [500, 500],
      [-500, 0],
    ]);
  });
});
