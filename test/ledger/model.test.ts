import { test } from '@jest/globals';
import fc from 'fast-check';
import { TestLedger } from '../support/ledger.js';
import { scenarios, type Group } from '../support/scenario.js';
import { Twins } from '../support/twins.js';

/** More of them find rarer coincidences: set the variable to run for an hour. */
const RUNS = Number(process.env.NISSMART_MODEL_RUNS ?? 100);
/** When a run fails, this is how long fast-check looks for a smaller one that fails as well. */
const LIMIT_MS = 60_000 + RUNS * 1_000;

/** Two currencies with wallets of several people, one of them just below what a balance may be. */
const BEGINNING: readonly Group[] = [
  [0, 1, 2, 0, 3, 4].map((index) => ({
    kind: 'open' as const,
    person: index,
    currency: index < 3 ? 0 : 1,
    key: 'new' as const,
    of: 0,
  })),
  [0, 1, 2, 3, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5].map((wallet) => ({
    kind: 'move' as const,
    operation: 'deposit' as const,
    wallet,
    other: 0,
    toPerson: false,
    amount: wallet === 5 ? ('the most' as const) : 200,
    slip: 'same wallet' as const,
  })),
].map((actions) => ({ restart: false, statuses: [], actions }));

test(
  'When people do anything in any order, at once, again and across restarts, then all is as the model says',
  async () => {
    const play = async (groups: Group[]): Promise<void> => {
      const t = await TestLedger.open();
      const people = [(await t.user()).id, (await t.user()).id, (await t.user()).id];
      const twins = new Twins(t, people);
      try {
        for (const group of [...BEGINNING, ...groups]) await twins.play(group);
        await twins.compareBooks();
      } finally {
        await twins.t.close();
      }
    };
    await fc.assert(fc.asyncProperty(scenarios, play), { numRuns: RUNS, interruptAfterTimeLimit: LIMIT_MS });
  },
  2 * LIMIT_MS,
);
