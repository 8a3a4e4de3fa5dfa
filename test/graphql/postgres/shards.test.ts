import { describe, expect, test } from '@jest/globals';
import { systemWalletId } from '../../../server/ledger/model/ids.js';
import { selectRows } from '../../../server/ledger/database/sql.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { inUnits, STEPS, sumOf, TREASURY, useShards } from './sharded.js';

const sharded = useShards();

describe('When nodes write at the same time', () => {
  test('then they book on several shards, each with a chain of its own, and the books are sound', async () => {
    const { api, booked } = sharded();
    expect(booked).toHaveLength(STEPS);
    const shards = Map.groupBy(booked, ({ shard }) => shard);
    expect(shards.size).toBeGreaterThan(3);
    for (const own of shards.values())
      expect(own.map(({ sequence }) => sequence)).toEqual(own.map((_, at) => at + 1));
    expect((await verifyBooks(api.storage.reader, { now: () => new Date() }, 7)).problems).toEqual([]);
    const hours = await selectRows<{ shards: number; count: number }>(
      api.storage.reader,
      'select count(distinct shard) as shards, sum(count) as count from volume_hours',
    );
    expect(hours.map(({ shards: counted, count }) => [counted, count])).toEqual([[shards.size, STEPS]]);
  });

  test('then there is one treasury, with all of the money', async () => {
    const { operator, booked } = sharded();
    const answer = await operator.graphql(`{
      wallets(filter: { kind: [TREASURY] }) { nodes { id name sequence balance { posted { amount } available { amount } } } }
      walletTotals(filter: { kind: [TREASURY] }) { count amount { amount } }
      adminSummary { positions { currency treasury { amount } trialBalance { amount } } }
      riskSummary { coverage { cash { amount } } }
    }`);
    expect(answer.body).toEqual({
      data: {
        wallets: {
          nodes: [
            {
              ...{ id: TREASURY, name: 'KES treasury', sequence: STEPS },
              balance: {
                posted: { amount: inUnits(sumOf(booked)) },
                available: { amount: inUnits(sumOf(booked)) },
              },
            },
          ],
        },
        walletTotals: [{ count: 1, amount: { amount: inUnits(sumOf(booked)) } }],
        adminSummary: {
          positions: [
            {
              currency: 'KES',
              treasury: { amount: inUnits(sumOf(booked)) },
              trialBalance: { amount: '0.00' },
            },
          ],
        },
        riskSummary: { coverage: [{ cash: { amount: inUnits(-sumOf(booked)) } }] },
      },
    });
  });

  test('then a shard is no wallet that anybody could ask for', async () => {
    const { operator } = sharded();
    const id = systemWalletId('TREASURY', 'KES', 1);
    for (const query of [
      `{ wallet(id: "${id}") { id } }`,
      `{ statement(walletId: "${id}", from: "2020-01-01T00:00:00Z", to: "2090-01-01T00:00:00Z") { opening { amount } } }`,
    ]) {
      expect((await operator.graphql(query)).at('errors.0.extensions.code')).toBe('NOT_FOUND');
    }
  });

  test('then every transaction names the treasury, and every entry belongs to it', async () => {
    const { operator, booked } = sharded();
    const answer = await operator.graphql(`{
      wallet(id: "${TREASURY}") { transactions(first: 100) { nodes {
        type source { wallet { id } } destination { wallet { id } } entries { shard wallet { id kind } }
      } } }
      entry(id: "${booked.find(({ shard }) => shard === 2)?.id ?? ''}") { shard sequence wallet { id } amount { currency } }
    }`);
    const nodes = answer.at('data.wallet.transactions.nodes') as {
      type: string;
      source: { wallet: { id: string } };
      destination: { wallet: { id: string } };
      entries: { shard: number; wallet: { id: string; kind: string } }[];
    }[];
    expect(nodes).toHaveLength(STEPS);
    for (const { type, source, destination, entries } of nodes) {
      expect((type === 'DEPOSIT' ? source : destination).wallet.id).toBe(TREASURY);
      expect(entries.map(({ wallet }) => wallet.kind).sort()).toEqual(['CUSTOMER', 'TREASURY']);
      for (const { shard, wallet } of entries) if (wallet.kind === 'CUSTOMER') expect(shard).toBe(0);
    }
    const first = booked.find(({ shard }) => shard === 2);
    expect(answer.at('data.entry')).toEqual({
      ...{ shard: 2, sequence: first?.sequence, wallet: { id: TREASURY } },
      amount: { currency: 'KES' },
    });
  });

  test.each([
    ['OLDEST_FIRST', 'first', 'after'],
    ['NEWEST_FIRST', 'first', 'after'],
    ['OLDEST_FIRST', 'last', 'before'],
    ['NEWEST_FIRST', 'last', 'before'],
  ])('then its entries are one list: %s, by %s and %s', async (order, size, from) => {
    const { operator, booked } = sharded();
    for (const [filter, due] of [
      ['{}', booked],
      ['{ type: [WITHDRAWAL] }', booked.filter(({ type }) => type === 'WITHDRAWAL')],
    ] as const) {
      const found: string[] = [];
      let cursor: string | null = null;
      for (;;) {
        const answer = await operator.graphql(
          `query ($cursor: String) { wallet(id: "${TREASURY}") {
            entries(${size}: 7, ${from}: $cursor, orderBy: ${order}, filter: ${filter}) {
              nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`,
          { cursor },
        );
        const ids = (answer.at('data.wallet.entries.nodes') as { id: string }[]).map(({ id }) => id);
        if (size === 'first') found.push(...ids);
        else found.unshift(...ids);
        expect(answer.at('data.wallet.entries.totalCount')).toBe(filter === '{}' ? STEPS : null);
        const [more, end] =
          size === 'first' ? ['hasNextPage', 'endCursor'] : ['hasPreviousPage', 'startCursor'];
        if (answer.at(`data.wallet.entries.pageInfo.${more}`) !== true) break;
        cursor = answer.text(`data.wallet.entries.pageInfo.${end}`);
      }
      const ids = due.map(({ id }) => id);
      expect(found).toEqual(order === 'OLDEST_FIRST' ? ids : ids.toReversed());
    }
  });
});
