import { describe, expect, test } from '@jest/globals';
import { checkReceipt } from '../../../server/ledger/proof/check-receipt.js';
import { VerifyingKey } from '../../../server/ledger/proof/signing-key.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { onSlot } from '../../support/slots.js';
import { inUnits, STEPS, sumOf, TREASURY, useShards, type Row } from './sharded.js';

const sharded = useShards();

describe('The reports of a treasury with shards', () => {
  test('then a statement begins and ends with all of the money, in GraphQL and as CSV', async () => {
    const { operator, booked } = sharded();
    const middle = new Date(booked[STEPS / 2]?.created_at ?? 0).toISOString();
    const later = booked.filter(({ created_at: at }) => at >= Date.parse(middle));
    const earlier = booked.filter(({ created_at: at }) => at < Date.parse(middle));
    const to = '2090-01-01T00:00:00Z';
    const answer = await operator.graphql(`{
      statement(walletId: "${TREASURY}", from: "${middle}", to: "${to}") {
        opening { amount } closing { amount } credits { count } debits { count }
        entries(first: 100) { totalCount nodes { id } }
      }
      wallet(id: "${TREASURY}") {
        balanceAt(at: "${new Date(Date.parse(middle) - 1).toISOString()}") { amount }
        monthlyFlows(months: 1) { moneyIn { amount } moneyOut { amount } }
      }
    }`);
    const of = (sign: number, rows: readonly Row[]) =>
      rows.filter(({ amount }) => Math.sign(amount) === sign);
    expect(answer.body).toEqual({
      data: {
        statement: {
          opening: { amount: inUnits(sumOf(earlier)) },
          closing: { amount: inUnits(sumOf(booked)) },
          credits: { count: of(1, later).length },
          debits: { count: of(-1, later).length },
          entries: { totalCount: later.length, nodes: later.map(({ id }) => ({ id })) },
        },
        wallet: {
          balanceAt: { amount: inUnits(sumOf(earlier)) },
          monthlyFlows: [
            {
              moneyIn: { amount: inUnits(sumOf(of(1, booked))) },
              moneyOut: { amount: inUnits(-sumOf(of(-1, booked))) },
            },
          ],
        },
      },
    });
    const csv = await operator.fetch(`/api/wallets/${TREASURY}/statement.csv?from=${middle}&to=${to}`);
    const lines = (await csv.text()).trim().split(/\r?\n/).slice(1);
    expect(lines.map((line) => line.split(',').at(-1))).toEqual(later.map(({ id }) => id));
  });

  test('then an export says the treasury and the shard of each entry', async () => {
    const { operator, booked } = sharded();
    const text = await (
      await operator.fetch(`/api/exports/entries?format=ndjson&walletId=${TREASURY}`)
    ).text();
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ id, walletId, shard, sequence }) => ({ id, walletId, shard, sequence }))).toEqual(
      booked.map(({ id, shard, sequence }) => ({ id, walletId: TREASURY, shard, sequence })),
    );
  });

  test('then each of its entries has a receipt that can be checked', async () => {
    const { api, operator, booked } = sharded();
    await api.app.checkpoints.write();
    const pem = (await operator.get('/api/integrity/key')).text('publicKey');
    const { spki } = VerifyingKey.fromPem(pem);
    for (const { id } of booked.filter(({ sequence }) => sequence === 2)) {
      const answer = await operator.graphql(`{ entry(id: "${id}") { receipt } }`);
      const receipt = new TextEncoder().encode(JSON.stringify(answer.at('data.entry.receipt')));
      expect((await checkReceipt(receipt, [spki])).entry.id).toBe(id);
    }
  });
});

describe('What waits', () => {
  test('When a withdrawal is posted and reversed by whoever has another slot, then it is on other shards and sums are right', async () => {
    const { api, operator, saver } = sharded();
    const wallet = await saver.wallet({ balance: '50.00' });
    await operator.graphql(
      'mutation { setReviewRule(currency: KES, reason: "r", withdrawalsAbove: "10.00") { rule { currency } } }',
    );
    const answer = await saver.withdraw(wallet, '20.00');
    expect(answer.at('status')).toBe('PENDING');
    const { id } = answer;

    const posting = `mutation ($id: ID!, $key: String!) { postTransaction(id: $id, idempotencyKey: $key) { transaction { status } } }`;
    const posted = await onSlot(api.database.url, 6, async () =>
      operator.graphql(posting, { id, key: `post-${id}` }),
    );
    expect(posted.at('data.postTransaction.transaction.status')).toBe('POSTED');
    const reversing = `mutation ($id: ID!, $key: String!) { reverseTransaction(id: $id, reason: "r", idempotencyKey: $key) {
      transaction { status source { wallet { id } } entries { shard wallet { kind } } } } }`;
    const reversed = await onSlot(api.database.url, 8, async () =>
      operator.graphql(reversing, { id, key: `reverse-${id}` }),
    );
    expect(reversed.at('data.reverseTransaction.transaction')).toEqual({
      status: 'POSTED',
      source: { wallet: { id: TREASURY } },
      entries: [
        { shard: 8, wallet: { kind: 'TREASURY' } },
        { shard: 0, wallet: { kind: 'CUSTOMER' } },
      ],
    });
    expect((await verifyBooks(api.storage.reader, { now: () => new Date() }, 7)).problems).toEqual([]);
  });
});
