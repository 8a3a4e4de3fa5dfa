import { openBank, randomTransfer } from './bank.js';
import type { Benchmark, Contestant } from './benchmark.js';
import { openFloor } from './floor.js';
import { closedLoop } from './load.js';

/** Operations of a round, by callers: long enough for the clock, short enough for a round to see one state of the machine. */
const OPERATIONS_BY_CALLERS = new Map([
  [1, 200],
  [64, 2000],
  [256, 4000],
]);
const FLOOR_OPERATIONS = 4000;

/** Compares `ledger.submit`, transfers between so many wallets, with bare better-sqlite3 writing the same rows. */
export function ledgerBenchmark(wallets: number): Benchmark {
  return {
    name: `ledger-${String(wallets)}`,
    title: `ledger.submit: transfers among ${String(wallets)} wallets`,
    async prepare() {
      const bank = await openBank(wallets);
      const floor = await openFloor(bank, FLOOR_OPERATIONS);
      const submitters = [...OPERATIONS_BY_CALLERS].map(([callers, operations]): Contestant => {
        return {
          name: submitterName(callers),
          run: async () =>
            closedLoop(callers, operations, async () => bank.ledger.submit(randomTransfer(bank.accounts))),
        };
      });
      const floorNames = floor.contestants.map(({ name }) => name);
      return {
        contestants: [...floor.contestants, ...submitters],
        comparisons: [
          { name: '256 callers ÷ floor', of: submitterName(256), to: floorNames, atLeast: 0.35 },
          { name: '64 callers ÷ floor', of: submitterName(64), to: floorNames },
          { name: '256 callers ÷ 1 caller', of: submitterName(256), to: [submitterName(1)], atLeast: 5 },
        ],
        async close() {
          floor.close();
          await bank.close();
        },
      };
    },
  };
}

function submitterName(callers: number): string {
  return callers === 1 ? 'submit, 1 caller' : `submit, ${String(callers)} callers`;
}
