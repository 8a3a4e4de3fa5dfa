import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { selectRows } from '../../../server/ledger/database/sql.js';
import type { TestApi, User } from '../../support/api.js';
import { startBeside } from '../../support/nodes.js';
import { onSlot } from '../../support/slots.js';
import { startApi } from '../../support/started.js';
import { TREASURY } from './sharded.js';

const ROUNDS = 6;
const WALLETS = 6;

interface Booked {
  readonly id: string;
  readonly shard: number;
  readonly sequence: number;
}

/** Everything that is booked on the treasury, by its shards. */
async function readBooked({ storage }: TestApi): Promise<Booked[]> {
  return selectRows<Booked>(
    storage.reader,
    `select e.id, w.shard, e.sequence from entries e join wallets w on w.id = e.wallet_id
    where w.kind = 'TREASURY' order by w.shard, e.sequence`,
  );
}

interface Listing {
  readonly order: 'OLDEST_FIRST' | 'NEWEST_FIRST';
  readonly first: number;
}

/** Reads the list of the treasury's entries from a cursor to its present end. */
async function readOn(
  operator: User,
  { order, first }: Listing,
  after: string | null,
): Promise<{ nodes: Booked[]; end: string | null }> {
  const nodes: Booked[] = [];
  for (let cursor = after; ;) {
    const answer = await operator.graphql(
      `query ($after: String) { wallet(id: "${TREASURY}") { entries(first: ${String(first)}, after: $after, orderBy: ${order}) {
        nodes { id shard sequence } pageInfo { hasNextPage endCursor } } } }`,
      { after: cursor },
    );
    nodes.push(...(answer.at('data.wallet.entries.nodes') as Booked[]));
    const end = answer.at('data.wallet.entries.pageInfo.endCursor') as string | null;
    cursor = end ?? cursor;
    if (answer.at('data.wallet.entries.pageInfo.hasNextPage') !== true) return { nodes, end: cursor };
  }
}

/** Deposits under one key until it is done: a database that is busy says that nothing happened. */
async function depositSurely(saver: User, wallet: string): Promise<void> {
  for (const key = randomUUID(); ;) {
    const { status } = await saver.deposit(wallet, '1.00', { key });
    if (status === 201) return;
    expect(status).toBe(503);
  }
}

function inOrder(nodes: readonly Booked[]): Booked[] {
  return nodes.toSorted((a, b) => a.shard - b.shard || a.sequence - b.sequence);
}

test('While three nodes post, a list of the treasury has each entry once, in the order of each shard, and whoever goes on misses none', async () => {
  const api = await startApi();
  const nodes = [api, await startBeside(api), await startBeside(api)];
  const [operator, saver] = [await api.staff('OPERATOR'), await api.customer()];
  const wallets: string[] = [];
  for (let count = 0; count < WALLETS; count += 1) wallets.push(await saver.wallet());
  // One at least is not on the treasury itself.
  await onSlot(api.database.url, 4, async () => depositSurely(saver, wallets[0] ?? ''));
  let posting = true;
  const post = async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await Promise.all(
        wallets.map(async (wallet, at) => depositSurely(saver.at(nodes[at % nodes.length] ?? api), wallet)),
      );
    }
    posting = false;
  };
  const followed: Booked[] = [];
  const follow = async () => {
    let cursor: string | null = null;
    for (let last = false; !last;) {
      last = !posting;
      const { nodes: found, end } = await readOn(operator, { order: 'OLDEST_FIRST', first: 2 }, cursor);
      followed.push(...found);
      cursor = end;
    }
  };
  const look = async () => {
    while (posting) {
      const before = await readBooked(api);
      const { nodes: found } = await readOn(operator, { order: 'NEWEST_FIRST', first: 5 }, null);
      const after = await readBooked(api);
      const ids = new Set(found.map(({ id }) => id));
      expect(ids.size).toBe(found.length);
      expect(before.filter(({ id }) => !ids.has(id))).toEqual([]);
      const booked = new Set(after.map(({ id }) => id));
      expect(found.filter(({ id }) => !booked.has(id))).toEqual([]);
    }
  };
  await Promise.all([post(), follow(), look()]);

  const booked = await readBooked(api);
  expect(booked).toHaveLength(1 + ROUNDS * WALLETS);
  expect(new Set(booked.map(({ shard }) => shard)).size).toBeGreaterThan(1);
  expect(inOrder(followed)).toEqual(booked);
  for (const own of Map.groupBy(followed, ({ shard }) => shard).values())
    expect(own.map(({ sequence }) => sequence)).toEqual(own.map((_, at) => at + 1));
  const whole = await readOn(operator, { order: 'OLDEST_FIRST', first: 100 }, null);
  const ids = whole.nodes.map(({ id }) => id);
  expect(ids).toEqual(booked.map(({ id }) => id).toSorted());
});
