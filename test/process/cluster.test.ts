import { randomInt } from 'node:crypto';
import { expect } from '@jest/globals';
import type { Cluster } from '../../scripts/cluster/cluster.js';
import { SeededRandom } from '../../server/demo/seeded-random.js';
import { startedCluster, testOnCluster } from '../support/cluster.js';
import { ClusterLoad } from './cluster-load.js';
import { expectEffects, expectProof, expectSameAnswers } from './effects.js';
import { makeSavers, type Order, type Saver } from './kill-load.js';

const SEED = process.env.NISSMART_KILL_SEED ?? String(randomInt(1_000_000));
const CLIENTS = 6;
const ORDERS = 40;
/** For the slowest machine; it takes about a minute. */
const MAX_MS = 600_000;

/** Each order has its one effect, the books balance, and they are proved. */
async function expectEachOnce(cluster: Cluster, savers: readonly Saver[], orders: readonly Order[]) {
  await expectSameAnswers(cluster, orders, savers);
  await expectEffects(cluster.databaseUrl, orders, savers);
  await expectProof(cluster.commandEnvironment);
}

testOnCluster(
  'When the primary is killed, then a node, and all nodes are started anew one by one, then every key has exactly one effect',
  async () => {
    process.stdout.write(`cluster test: NISSMART_KILL_SEED=${SEED}\n`);
    const cluster = await startedCluster();
    const savers = await makeSavers(cluster, 4);
    const load = new ClusterLoad(cluster, savers, new SeededRandom(SEED));
    load.start(CLIENTS);
    await load.more(ORDERS);
    const nodes = new Map(cluster.pids);

    const lost = await cluster.killPrimary();
    await cluster.untilPrimaryIsNot(lost);
    await cluster.restart(lost);
    await cluster.untilReplicating();
    await load.more(ORDERS);
    for (const name of ['node1', 'node2', 'node3']) expect(cluster.pids.get(name)).toBe(nodes.get(name));

    await cluster.kill('node2');
    await load.more(ORDERS);
    await cluster.restart('node2');

    for (const name of ['node1', 'node2', 'node3']) {
      expect(await cluster.end(name)).toBe('0');
      await cluster.restart(name);
    }
    await load.more(ORDERS);
    await load.end();

    await expectEachOnce(cluster, savers, load.decided);
  },
  MAX_MS,
);
