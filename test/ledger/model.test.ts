import { test } from '@jest/globals';
import fc from 'fast-check';
import { TestLedger } from '../support/ledger.js';
import { scenarios, type Action, type Group } from '../support/model/scenario.js';
import { Twins } from '../support/model/twins.js';
import { rounds } from '../support/rounds.js';

/** More of them find rarer coincidences: set the variable to run for an hour. */
const RUNS = rounds(25, 100, process.env.NISSMART_MODEL_RUNS);
/** Time that fast-check gets to shrink a failing run, in milliseconds. */
const LIMIT_MS = 60_000 + RUNS * 1_000;

const at = (actions: readonly Action[], inReview = false): Group => ({
  ...{ restart: false, passMs: 1, inReview, limit: undefined, actions, sweep: false },
});

const move = (
  wallet: number,
  amount: number | 'the most',
  operation: 'deposit' | 'withdraw' = 'deposit',
) => ({
  ...{ kind: 'move' as const, operation, wallet, amount },
  ...{ other: 0, toPerson: false, slip: 'same wallet' as const },
});

/**
 * Two currencies with wallets of several people, one of them just below what a balance may be, three of them empty (after
 * something, before something, and with nothing to come), and something to decide about.
 */
const BEGINNING: readonly Group[] = [
  at(
    [0, 1, 2, 0, 3, 4, 0, 1, 2].map((person, index) => ({
      ...{ kind: 'open', person, currency: index < 3 || index > 5 ? 0 : 1, key: 'new', of: 0 },
    })),
  ),
  at([
    ...[0, 1, 2, 3, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5].map((wallet) =>
      move(wallet, wallet === 5 ? 'the most' : 200),
    ),
    ...[move(6, 5), move(6, 5, 'withdraw')],
  ]),
  at([...[0, 1, 2].flatMap((wallet) => [move(wallet, 50), move(wallet, 50, 'withdraw')]), move(7, 50)], true),
];

test(
  'When people and operators do anything in any order, at once, again and across restarts, then all is as the model says',
  async () => {
    const play = async (groups: Group[]): Promise<void> => {
      const twins = await Twins.of(await TestLedger.open());
      try {
        for (const group of [...BEGINNING, ...groups]) await twins.play(group);
        await twins.expectSameBooks();
      } finally {
        await twins.close();
      }
    };
    await fc.assert(fc.asyncProperty(scenarios, play), { numRuns: RUNS, interruptAfterTimeLimit: LIMIT_MS });
  },
  2 * LIMIT_MS,
);
