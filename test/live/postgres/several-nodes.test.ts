import { describe, expect, test } from '@jest/globals';
import { type TestApi, type User } from '../../support/api.js';
import { LiveStream } from '../../support/live.js';
import { startDeaf, startTwo } from '../../support/nodes.js';
import { rawRows } from '../../support/raw-sql.js';

const SEQUENCES = `subscription ($walletId: ID!, $after: Int) {
  walletActivity(walletId: $walletId, afterSequence: $after) { sequence entry { sequence } }
}`;
const OPERATIONS = 'subscription { operationsActivity { cursor transaction { id } } }';
const DEPOSITS = 60;
const CLIENTS = 4;

/** Hears a wallet's entries until the last one. @returns Their sequences, as they came. */
async function sequences(stream: LiveStream, last: number): Promise<number[]> {
  const heard: number[] = [];
  while (heard.at(-1) !== last) {
    const message = await stream.next();
    if (!message) break;
    const { walletActivity } = message.data?.data as {
      walletActivity: { entry: { sequence: number } | null };
    };
    if (walletActivity.entry) heard.push(walletActivity.entry.sequence);
  }
  return heard;
}

/** Hears so many transactions. @returns Their ids, as they came. */
async function transactions(stream: LiveStream, count: number): Promise<string[]> {
  const heard: string[] = [];
  while (heard.length < count) {
    const message = await stream.next();
    if (!message) break;
    const { operationsActivity } = message.data?.data as {
      operationsActivity: { transaction: { id: string } | null };
    };
    if (operationsActivity.transaction) heard.push(operationsActivity.transaction.id);
  }
  return heard;
}

/** Makes deposits at all nodes at once. */
async function deposit(nodes: readonly TestApi[], user: User, wallet: string): Promise<void> {
  let left = DEPOSITS;
  const client = async (at: User) => {
    while (left > 0) {
      left -= 1;
      expect((await at.deposit(wallet, '1.00')).status).toBe(201);
    }
  };
  await Promise.all(
    nodes.flatMap((node) => Array.from({ length: CLIENTS }, async () => client(user.at(node)))),
  );
}

/** Cuts the connections on which nodes hear of each other. @returns Their number. */
async function cutNotices(node: TestApi): Promise<number> {
  const cut = await rawRows(
    node,
    `select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'nissmart-notices' and datname = current_database()`,
  );
  return cut.length;
}

async function storedIds(node: TestApi): Promise<string[]> {
  return (await rawRows<{ id: string }>(node, 'select id from transactions order by id')).map(({ id }) => id);
}

describe('A stream at one node', () => {
  test('tells at once what is done at another one, once and in order, also when the nodes lose their connections for notices', async () => {
    const [one, two] = await startTwo();
    const amina = await one.customer();
    const operator = await one.staff('OPERATOR');
    const wallet = await amina.wallet();
    const nodes = [one, two];
    const own = await Promise.all(
      nodes.map(async (node) => LiveStream.open(amina.at(node), SEQUENCES, { walletId: wallet })),
    );
    const all = await Promise.all(nodes.map(async (node) => LiveStream.open(operator.at(node), OPERATIONS)));
    // The position at the beginning.
    await Promise.all([...own, ...all].map(async (stream) => stream.next()));

    const heard = Promise.all([
      ...own.map(async (stream) => sequences(stream, DEPOSITS)),
      ...all.map(async (stream) => transactions(stream, DEPOSITS)),
    ]);
    const made = deposit(nodes, amina, wallet);
    expect(await cutNotices(one)).toBeGreaterThan(0);
    await made;

    const [first, second, ...ids] = await heard;
    const due = Array.from({ length: DEPOSITS }, (_, index) => index + 1);
    expect([first, second]).toEqual([due, due]);
    expect(ids).toEqual([await storedIds(one), await storedIds(one)]);
  });

  test('tells it where no notices come, because the node looks by itself', async () => {
    const [one] = await startTwo();
    const deaf = await startDeaf(one);
    const amina = await one.customer();
    const wallet = await amina.wallet();
    const stream = await LiveStream.open(amina.at(deaf), SEQUENCES, { walletId: wallet });
    await stream.next();
    const { changes } = deaf.app.services.units;
    const before = changes.version;

    await deposit([one], amina, wallet);

    expect(await sequences(stream, DEPOSITS)).toEqual(
      Array.from({ length: DEPOSITS }, (_, index) => index + 1),
    );
    // This node has committed nothing.
    expect(changes.version).toBeGreaterThan(before);
  });

  test('ends when its session ends at another one, with and without notices', async () => {
    const [one, two] = await startTwo();
    const amina = await one.customer();
    await amina.wallet();
    const streams = await Promise.all(
      [two, await startDeaf(one)].map(async (node) =>
        LiveStream.open(amina.at(node), 'subscription { walletChanges { id } }'),
      ),
    );
    await Promise.all(streams.map(async (stream) => stream.next()));

    await amina.post('/api/auth/logout', {});

    for (const stream of streams) {
      expect(await stream.take(3)).toMatchObject([
        { event: 'next', data: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } },
        { event: 'complete', data: null },
      ]);
    }
  });
});
