import { rmSync } from 'node:fs';
import { randomTransfer, reopenBank } from '../bank.js';
import type { Benchmark, Contestant, Line } from '../benchmark.js';
import { ownFigure, PEAK_MIB } from '../figures.js';
import { filledLedger } from '../filled/fill.js';
import { closedLoop } from '../load.js';
import { clockFrom } from '../moved-clock.js';
import { runNissmart } from '../nissmart-process.js';

/** Transactions that come between two incremental verifications: five minutes at a few a second. */
const SINCE = 1_000;
const CALLERS = 64;

const FULL = 'nissmart verify';
const INCREMENTAL = `nissmart verify --incremental, after ${String(SINCE)} transfers`;
const PER_MILLION = ownFigure('secondsPerMillion', 's a million', 1);
const SECONDS = ownFigure('seconds', 's', 2);

const LINES: readonly Line[] = [
  { name: 'verify', what: FULL, contestant: FULL, figure: PER_MILLION, target: { atMost: 30 } },
  { name: 'verify', what: FULL, contestant: FULL, figure: PEAK_MIB, target: { atMost: 300 } },
  { name: 'verify', what: INCREMENTAL, contestant: INCREMENTAL, figure: SECONDS },
  { name: 'verify', what: INCREMENTAL, contestant: INCREMENTAL, figure: PEAK_MIB },
];

/** Measures the proof of the books of a big ledger, all of it and what is new. */
export const verifyBenchmark: Benchmark = {
  name: 'verify',
  title: 'nissmart verify',
  lines: LINES,
  async prepare({ transactions }) {
    const { folder, accounts, until } = await filledLedger(transactions, 'spread');
    const verifying = (name: string, args: readonly string[]): Contestant => ({
      name,
      async run() {
        const used = await runNissmart(folder, ['verify', ...args], { at: until });
        if (!used) throw new Error('Nobody aborts a verification');
        const { seconds } = used;
        const own = { seconds, secondsPerMillion: (seconds / transactions) * 1e6 };
        return { operations: 1, ...used, latenciesMs: [], own };
      },
    });
    const incremental = verifying(INCREMENTAL, ['--incremental']);
    return {
      contestants: [
        { ...verifying(FULL, []), once: true },
        {
          ...{ name: INCREMENTAL, once: true },
          async run() {
            const bank = await reopenBank(folder, accounts, clockFrom(until));
            await closedLoop(CALLERS, SINCE, async () => bank.ledger.submit(randomTransfer(accounts)));
            await bank.leave();
            return incremental.run();
          },
        },
      ],
      async close() {
        rmSync(folder, { recursive: true });
        return Promise.resolve();
      },
    };
  },
};
