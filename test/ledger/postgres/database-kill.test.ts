import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from '@jest/globals';
import { SeededRandom } from '../../../server/demo/seeded-random.js';
import { KillableDatabase } from '../../support/killable-database.js';
import { TestLedger } from '../../support/ledger.js';
import { rounds } from '../../support/rounds.js';
import { expectHistory, openWallets, transferUntil } from './bank.js';

const SEED = process.env.NISSMART_KILL_SEED ?? String(randomInt(1_000_000));
const KILLS = rounds(2, 5, process.env.NISSMART_KILL_ROUNDS);
/** For the slowest machine; a kill takes about two seconds. */
const KILL_MAX_MS = 30_000;

async function killAgainAndAgain(server: KillableDatabase, random: SeededRandom): Promise<void> {
  for (let kill = 0; kill < KILLS; kill += 1) {
    await sleep(random.whole(100, 800));
    await server.killAndStart();
  }
  await sleep(200);
}

test(
  `When the database is killed under load (seed ${SEED}), then the nodes go on with it once it is back, and each transfer is made once or refused for good`,
  async () => {
    const server = await KillableDatabase.start();
    const home = await TestLedger.open(server.url);
    const wallets = await openWallets(home);
    const random = new SeededRandom(SEED);
    const history = await transferUntil(
      killAgainAndAgain(server, random),
      [home, await home.twin()],
      wallets,
      random,
    );
    await expectHistory(home, wallets, history);
  },
  (KILLS + 8) * KILL_MAX_MS,
);
