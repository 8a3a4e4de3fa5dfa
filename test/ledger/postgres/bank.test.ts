import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { SeededRandom } from '../../../server/demo/seeded-random.js';
import { readSnapshot } from '../../../server/ledger/database/snapshot.js';
import { expectBooksToBalance } from '../../support/books.js';
import { transferFrom } from '../../support/commands.js';
import { FaultyProxy } from '../../support/faulty-proxy.js';
import { onCleanup, temporaryFolder, TestLedger } from '../../support/ledger.js';
import { outcomeOf } from '../../support/outcome.js';
import { rounds } from '../../support/rounds.js';
import { HistoryFile, problemsIn, readHistory } from './bank-history.js';
import { expectHistory, openWallets, transferUntil, WHOLE, writeEnd, type Several } from './bank.js';

const SEED = process.env.NISSMART_BANK_SEED ?? String(randomInt(1_000_000));
const FAULTS = rounds(6, 20, process.env.NISSMART_BANK_FAULTS);
const NODES = 3;
/** For the slowest machine; a fault takes a quarter of a second. */
const FAULT_MAX_MS = 3_000;

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

async function runFaults(proxies: Several<FaultyProxy>, random: SeededRandom): Promise<void> {
  for (let fault = 0; fault < FAULTS; fault += 1) {
    const proxy = random.pick(proxies);
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

/** Reads the customers' balances on and on, each time in one snapshot, and writes down what is new. */
async function watch({ storage }: TestLedger, file: HistoryFile, until: AbortSignal): Promise<void> {
  const known = new Set<string>();
  while (!until.aborted) {
    const read = readSnapshot(storage.reader, async (snapshot) =>
      snapshot.rows<{ sum: number; below: number }>(
        `select sum(posted) as sum, count(*) filter (where posted < 0) as below from wallets where kind = 'CUSTOMER'`,
      ),
    );
    // Its connection may be cut as well.
    for (const seen of await read.catch(() => [])) {
      if (!known.has(JSON.stringify(seen))) file.write({ what: 'seen', ...seen });
      known.add(JSON.stringify(seen));
    }
  }
}

test(
  `When the ways of three nodes to the database fail again and again (seed ${SEED}), then each transfer is made once or refused for good, and nobody ever sees another sum`,
  async () => {
    const home = await TestLedger.open();
    const wallets = await openWallets(home);
    const nodes: [Node, ...Node[]] = [await openNode(home.url)];
    while (nodes.length < NODES) nodes.push(await openNode(home.url));
    const [first, ...others] = nodes;
    const ledgers: Several<TestLedger> = [first.ledger, ...others.map(({ ledger }) => ledger)];

    const random = new SeededRandom(SEED);
    const file = new HistoryFile(process.env.NISSMART_BANK_HISTORY ?? join(temporaryFolder(), 'history'));
    onCleanup(() => file.close());
    const over = new AbortController();
    const watching = [home, ...ledgers].map(async (ledger) => watch(ledger, file, over.signal));
    const faults = runFaults([first.proxy, ...others.map(({ proxy }) => proxy)], random);
    const history = await transferUntil(faults, ledgers, wallets, random, file);
    over.abort();
    await Promise.all(watching);
    await writeEnd(home, wallets, file);
    const lines = readHistory(file.path);
    expect(lines).toContainEqual({ what: 'seen', sum: WHOLE, below: 0 });
    expect(problemsIn(lines)).toEqual([]);
    await expectHistory(home, wallets, history);
  },
  (FAULTS + 80) * FAULT_MAX_MS,
);

test('When the answer to a COMMIT is lost, then the outcome is unknown, the node goes on, and the key tells what became of it', async () => {
  const home = await TestLedger.open();
  const [from, to] = [await home.wallet({ balance: 1_000 }), await home.wallet()];
  const { ledger, proxy } = await openNode(home.url);
  const command = transferFrom(from, { walletId: to.id }, 5);
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
