import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { SeededRandom } from '../../../server/demo/seeded-random.js';
import { readSnapshot } from '../../../server/ledger/database/snapshot.js';
import type { TransferCommand } from '../../../server/ledger/model/command.js';
import { systemClock } from '../../../server/ledger/model/clock.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { expectBooksToBalance } from '../../support/books.js';
import { transferFrom } from '../../support/commands.js';
import { FaultyProxy } from '../../support/faulty-proxy.js';
import { onCleanup, TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { outcomeOf, type Outcome } from '../../support/outcome.js';
import { rounds } from '../../support/rounds.js';

const SEED = process.env.NISSMART_BANK_SEED ?? String(randomInt(1_000_000));
const FAULTS = rounds(6, 20, process.env.NISSMART_BANK_FAULTS);
const NODES = 3;
const WALLETS = 6;
const CLIENTS = 9;
const EACH = 1_000;

/** Answers that leave open what has become of a transfer, or say that it is to be sent again. */
const AGAIN = new Set(['UNAVAILABLE', 'OUTCOME_UNKNOWN']);

type Several<Item> = readonly [Item, ...Item[]];

interface Sent {
  readonly command: TransferCommand;
  readonly outcome: Outcome;
}

/** A node with its own way to the database, which faults can be made in. */
interface Node {
  readonly ledger: TestLedger;
  readonly proxy: FaultyProxy;
}

async function openNode(database: string): Promise<Node> {
  const proxy = await FaultyProxy.before(database);
  onCleanup(async () => proxy.close());
  return { proxy, ledger: await TestLedger.open(proxy.url) };
}

/** Sends a transfer to one node after the other until it is decided, under one key. */
async function sendUntilDecided(
  nodes: Several<Node>,
  command: TransferCommand,
  random: SeededRandom,
): Promise<Sent> {
  for (;;) {
    const outcome = await outcomeOf(random.pick(nodes).ledger.ledger.submit(command));
    if (!AGAIN.has(outcome.code)) return { command, outcome };
    await sleep(20);
  }
}

async function runFaults(nodes: Several<Node>, random: SeededRandom): Promise<void> {
  for (let fault = 0; fault < FAULTS; fault += 1) {
    const { proxy } = random.pick(nodes);
    const kind = random.pick(['cut', 'commit', 'commit', 'delay', 'silence']);
    if (kind === 'cut') proxy.cut();
    if (kind === 'commit') proxy.cutNextCommit();
    if (kind === 'delay') proxy.delay(random.whole(5, 40));
    if (kind === 'silence') proxy.fallSilent();
    await sleep(random.whole(50, 400));
    proxy.delay(0);
    if (kind === 'silence') proxy.speak();
  }
}

/** Reads the sum of all customers' balances on and on, each time in one snapshot. */
async function sumsOf({ storage }: TestLedger, until: AbortSignal): Promise<Set<number>> {
  const sums = new Set<number>();
  while (!until.aborted) {
    const read = readSnapshot(storage.reader, async (snapshot) =>
      snapshot.rows<{ sum: number }>(`select sum(posted) as sum from wallets where kind = 'CUSTOMER'`),
    );
    // Its connection may be cut as well.
    const rows = await read.catch(() => []);
    for (const { sum } of rows) sums.add(sum);
  }
  return sums;
}

test(`When the ways of three nodes to the database fail again and again (seed ${SEED}), then each transfer is made once or refused for good, and nobody ever sees another sum`, async () => {
  const home = await TestLedger.open();
  const wallets: [OwnedWallet, ...OwnedWallet[]] = [await home.wallet({ balance: EACH })];
  while (wallets.length < WALLETS) wallets.push(await home.wallet({ balance: EACH }));
  const nodes: [Node, ...Node[]] = [await openNode(home.url)];
  while (nodes.length < NODES) nodes.push(await openNode(home.url));
  const faultless = await TestLedger.open(home.url);

  const random = new SeededRandom(SEED);
  const over = new AbortController();
  const reading = [faultless, ...nodes.map(({ ledger }) => ledger)].map(async (ledger) =>
    sumsOf(ledger, over.signal),
  );
  const history: Sent[] = [];
  const faults = runFaults(nodes, random);
  let ending = false;
  void faults.then(() => (ending = true));
  const client = async () => {
    while (!ending) {
      const from = random.pick(wallets);
      const to = random.pick(wallets);
      if (to.id === from.id) continue;
      const command = transferFrom(from, { walletId: to.id }, random.whole(1, 900));
      history.push(await sendUntilDecided(nodes, command, random));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  await faults;
  over.abort();
  const sums = await Promise.all(reading);

  expect(new Set(sums.flatMap((seen) => [...seen]))).toEqual(new Set([WALLETS * EACH]));
  const { transactions, records } = await expectBooksToBalance(home.storage);
  const made = history.filter(({ outcome }) => outcome.code === 'OK');
  const ids = made.flatMap(({ outcome }) => ('transaction' in outcome ? [outcome.transaction.id] : []));
  // Each answer is another transaction, and there are no more than were answered.
  expect(new Set(ids).size).toBe(made.length);
  expect(transactions.filter(({ type }) => type === 'TRANSFER').map(({ id }) => id)).toEqual(ids.sort());
  expect(history.map(({ outcome }) => outcome.code)).toEqual(
    history.map(({ outcome }) => (outcome.code === 'OK' ? 'OK' : 'INSUFFICIENT_FUNDS')),
  );
  // The balances are what the acknowledged transfers make of them, and every key has its record.
  const { wallets: rows } = await expectBooksToBalance(home.storage);
  for (const wallet of wallets) {
    const due = made.reduce((balance, { command }) => balance + effectOn(wallet, command), EACH);
    expect(rows.find(({ id }) => id === wallet.id)?.posted).toBe(due);
  }
  const keys = new Set(records.map(({ key }) => key));
  expect(history.filter(({ command }) => !keys.has(command.idempotencyKey))).toEqual([]);
  const schema = await home.storage.expectedSchema();
  expect((await verifyBooks(home.storage.reader, systemClock, undefined, { schema })).problems).toEqual([]);
  expect(made.length).toBeGreaterThan(0);
});

function effectOn({ id }: OwnedWallet, { fromWalletId, to, amount }: TransferCommand): number {
  if (fromWalletId === id) return -amount;
  return 'walletId' in to && to.walletId === id ? amount : 0;
}

test('When the answer to a COMMIT is lost, then the outcome is unknown, the node goes on, and the key tells what became of it', async () => {
  const home = await TestLedger.open();
  const [from, to] = [await home.wallet({ balance: EACH }), await home.wallet()];
  const { ledger, proxy } = await openNode(home.url);
  const command = transferFrom(from, { walletId: to.id }, 5, { idempotencyKey: v4() });
  proxy.cutNextCommit();
  expect(await outcomeOf(ledger.ledger.submit(command))).toMatchObject({
    code: 'OUTCOME_UNKNOWN',
    retryable: true,
  });
  expect(proxy.commitsCut).toBe(1);
  expect(ledger.units.accepting).toBe(true);
  expect(await outcomeOf(ledger.ledger.submit(command))).toMatchObject({ code: 'OK', replayed: true });
  expect(await outcomeOf(ledger.ledger.submit(transferFrom(from, { walletId: to.id }, 1)))).toMatchObject({
    code: 'OK',
  });
  const { wallets } = await expectBooksToBalance(home.storage);
  expect(wallets.find(({ id }) => id === to.id)?.posted).toBe(6);
});
