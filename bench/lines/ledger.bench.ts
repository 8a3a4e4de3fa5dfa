import { openBank, randomTransfer } from '../bank.js';
import type { Benchmark, Contestant, Line } from '../benchmark.js';
import { P50, RATE } from '../figures.js';
import { COMMIT, commitContestant, Floor, FLOOR, floorContestant } from '../floor/floor.js';
import { closedLoop } from '../load.js';

const WALLETS = 1024;
/** Operations for each second of a round. */
const MANY_OPERATIONS = 2000;
const LONE_OPERATIONS = 100;
const COMMIT_SECONDS = 0.5;

const MANY = 'ledger.submit, 256 callers, 1 024 wallets';
const LONE = 'ledger.submit, one caller';

const LINES: readonly Line[] = [
  {
    ...{ name: 'floor', what: 'floor: bare rows, 100 transfers a commit', contestant: FLOOR, figure: RATE },
  },
  { name: 'commit', what: 'a bare durable commit of one transfer', contestant: COMMIT, figure: P50 },
  {
    ...{ name: 'submit', what: MANY, contestant: MANY, figure: RATE, target: { atLeast: 0.55 } },
    beside: { contestant: FLOOR, figure: RATE, by: 'ratio', label: 'the floor' },
  },
  {
    ...{ name: 'submit-lone', what: LONE, contestant: LONE, figure: P50 },
    beside: { contestant: COMMIT, figure: P50, by: 'difference', label: 'a bare durable commit' },
  },
];

/** Compares `ledger.submit`, transfers between wallets at random, with bare better-sqlite3 writing the same facts. */
export const ledgerBenchmark: Benchmark = {
  name: 'ledger',
  title: 'ledger.submit, and the floor',
  lines: LINES,
  async prepare({ seconds }) {
    const bank = await openBank(WALLETS);
    const floor = new Floor(bank.folder, WALLETS);
    const submitting = (name: string, callers: number, operations: number): Contestant => ({
      name,
      run: async () =>
        closedLoop(callers, operations, async () => bank.ledger.submit(randomTransfer(bank.accounts))),
    });
    return {
      contestants: [
        floorContestant(floor, seconds / 2),
        submitting(MANY, 256, MANY_OPERATIONS * seconds),
        commitContestant(floor, COMMIT_SECONDS),
        submitting(LONE, 1, LONE_OPERATIONS * seconds),
      ],
      async close() {
        floor.close();
        await bank.close();
      },
    };
  },
};
