import { randomInt } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { SeededRandom } from '../../../server/demo/seeded-random.js';
import { keyFilesIn } from '../../support/database.js';
import { KillableDatabase } from '../../support/killable-database.js';
import { temporaryFolder } from '../../support/ledger.js';
import { serve, type Environment, type Serving } from '../../support/process.js';
import { rounds } from '../../support/rounds.js';
import { ClusterLoad } from '../cluster-load.js';
import { expectEffects, expectProof, expectSameAnswers } from '../effects.js';
import { makeSavers } from '../kill-load.js';

const KILLS = rounds(3, 15, process.env.NISSMART_KILL_ROUNDS);
const SEED = process.env.NISSMART_KILL_SEED ?? String(randomInt(1_000_000));
const NODES = 3;
const SAVERS = 4;
const CLIENTS = 4;
/** Maximum number of orders that are begun and decided between two kills. */
const ORDERS_MAX = 12;
/** For the slowest machine; a kill takes about three seconds. */
const KILL_MAX_MS = 90_000;

/** Nodes that share a database, and all of which can be killed. */
class Nodes {
  private constructor(
    private readonly database: KillableDatabase,
    readonly env: Environment,
    readonly all: Serving[],
    private readonly random: SeededRandom,
  ) {}

  static async start(random: SeededRandom): Promise<Nodes> {
    const database = await KillableDatabase.start();
    const env = { DATABASE_URL: database.url, ...keyFilesIn(temporaryFolder()) };
    const all = await Promise.all(Array.from({ length: NODES }, async () => serve(env)));
    return new Nodes(database, env, all, random);
  }

  /** Address of any of the nodes, which may have been killed a moment ago: another one each time that it is asked for. */
  get url(): string {
    return this.all[this.random.whole(0, NODES - 1)]?.url ?? '';
  }

  /** Kills some of the nodes, the database, or both at once, and starts anew what was killed. */
  async killSome(): Promise<void> {
    const what = this.random.pick(['a node', 'a node', 'all nodes', 'the database', 'both']);
    const killed = this.all.map((_, index) => index);
    if (what === 'the database') killed.length = 0;
    if (what === 'a node' || what === 'both') killed.splice(0, NODES, this.random.whole(0, NODES - 1));
    const [dead] = await Promise.all([
      Promise.all(killed.map(async (index) => this.all[index]?.process.stop('SIGKILL'))),
      what === 'the database' || what === 'both' ? this.database.killAndStart() : undefined,
    ]);
    // Nobody had ended before.
    expect({ what, codes: dead.map((ended) => ended?.code) }).toEqual({ what, codes: dead.map(() => null) });
    await Promise.all(killed.map(async (index) => (this.all[index] = await serve(this.env))));
  }
}

test(
  `When nodes and their database are killed ${KILLS} times under load, then those left go on, and every key has exactly one effect, whichever node tells it`,
  async () => {
    process.stdout.write(`nodes test: NISSMART_KILL_SEED=${SEED}\n`);
    const random = new SeededRandom(SEED);
    const nodes = await Nodes.start(random);
    const savers = await makeSavers(nodes, SAVERS);
    const load = new ClusterLoad(nodes, savers, new SeededRandom(SEED, 'load'));
    load.start(CLIENTS);
    for (let kill = 0; kill < KILLS; kill += 1) {
      await load.more(random.whole(1, ORDERS_MAX));
      await nodes.killSome();
    }
    await load.more(CLIENTS);
    await load.end();

    const orders = load.decided;
    await expectSameAnswers(nodes, orders, savers);
    await expectEffects(nodes.env.DATABASE_URL ?? '', orders, savers);
    await expectProof(nodes.env);
    for (const { process: node } of nodes.all)
      expect(await node.stop()).toMatchObject({ code: 0, stderr: '' });
  },
  (KILLS + 8) * KILL_MAX_MS,
);
