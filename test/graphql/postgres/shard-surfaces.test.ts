import { describe, expect, test } from '@jest/globals';
import { systemWalletId } from '../../../server/ledger/model/ids.js';
import { selectRows } from '../../../server/ledger/database/sql.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { LiveStream } from '../../support/live.js';
import { onSlot } from '../../support/slots.js';
import { inUnits, STEPS, TREASURY, useShards } from './sharded.js';

const sharded = useShards();
const SHARD = systemWalletId('TREASURY', 'KES', 1);
const SPAN = 'from=2020-01-01T00:00:00Z&to=2090-01-01T00:00:00Z';

describe('By the id of a shard', () => {
  test.each([
    '',
    '/transactions',
    '/entries',
    '/balance?at=2090-01-01T00:00:00Z',
    `/statement?${SPAN}`,
    `/statement.csv?${SPAN}`,
  ])('then REST finds nothing at /wallets/{id}%s', async (path) => {
    const response = await sharded().operator.fetch(`/api/wallets/${SHARD}${path}`);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([404, 'NOT_FOUND']);
  });

  test('then lists, totals and exports find nothing', async () => {
    const { operator } = sharded();
    const answer = await operator.graphql(`{
      wallets(filter: { search: "${SHARD}" }) { nodes { id } }
      walletTotals(filter: { search: "${SHARD}" }) { count }
      transactions(filter: { walletId: "${SHARD}" }) { nodes { id } }
      auditEvents(filter: { walletId: "${SHARD}" }) { nodes { sequence } }
    }`);
    expect(answer.body).toEqual({
      data: {
        wallets: { nodes: [] },
        walletTotals: [],
        transactions: { nodes: [] },
        auditEvents: { nodes: [] },
      },
    });
    const exported = await operator.fetch(`/api/exports/entries?format=ndjson&walletId=${SHARD}`);
    expect((await exported.text()).trim()).toBe('');
  });

  test('then nobody freezes, closes or pays a shard, or its treasury, on whichever slot', async () => {
    const { api, operator, saver } = sharded();
    const wallet = await saver.wallet({ balance: '10.00' });
    const statuses = `select count(*) as count, count(distinct status) as statuses from wallets where kind = 'TREASURY'`;
    const before = await selectRows(api.storage.reader, statuses);
    for (const slot of [0, 1]) {
      for (const id of [SHARD, TREASURY]) {
        const refused = await onSlot(api.database.url, slot, async () => [
          await operator.post(`/api/wallets/${id}/freeze`, { reason: 'r' }),
          await operator.post(`/api/wallets/${id}/close`, {}),
          await saver.deposit(id, '1.00'),
          await saver.withdraw(id, '1.00'),
          await saver.transfer(wallet, id, '1.00'),
          await saver.transfer(id, wallet, '1.00'),
        ]);
        expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 404));
      }
    }
    expect(await selectRows(api.storage.reader, statuses)).toEqual(before);
    expect((await verifyBooks(api.storage.reader, { now: () => new Date() }, 7)).problems).toEqual([]);
  });
});

describe('A treasury with shards', () => {
  test('then its statement names who paid in and who was paid, whatever the shard', async () => {
    const { operator } = sharded();
    const csv = await (await operator.fetch(`/api/wallets/${TREASURY}/statement.csv?${SPAN}`)).text();
    const [head = '', ...lines] = csv.trim().split(/\r?\n/);
    const column = head.split(',').indexOf('counterparty');
    expect(lines.length).toBeGreaterThanOrEqual(STEPS);
    expect(new Set(lines.map((line) => line.split(',')[column]))).toEqual(new Set(['Amina Otieno']));
  });

  test('When something is booked on a shard, then a follower of the treasury is told its state', async () => {
    const { api, operator, saver } = sharded();
    const stream = await LiveStream.open(
      operator,
      `subscription { walletActivity(walletId: "${TREASURY}") { sequence entry { id } wallet { balance { posted { amount } } } } }`,
    );
    const wallet = await saver.wallet();
    const rows = async () =>
      selectRows<{ amount: number }>(
        api.storage.reader,
        `select e.amount from entries e join wallets w on w.id = e.wallet_id where w.kind = 'TREASURY'`,
      );
    const told = async () => (await stream.next())?.data?.data;
    const due = async () => {
      const booked = await rows();
      const balance = { posted: { amount: inUnits(booked.reduce((sum, { amount }) => sum + amount, 0)) } };
      return { walletActivity: { sequence: booked.length, entry: null, wallet: { balance } } };
    };
    expect(await told()).toEqual(await due());
    for (const slot of [3, 0, 2]) {
      await onSlot(api.database.url, slot, async () => saver.deposit(wallet, '1.00'));
      expect(await told()).toEqual(await due());
    }
  });
});
