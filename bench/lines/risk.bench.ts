import { systemClock } from '../../server/ledger/model/clock.js';
import { readSnapshot } from '../../server/ledger/database/snapshot.js';
import { AdminReports } from '../../server/reports/summary/admin-summary.js';
import { measure } from '../../server/reports/risk/measures.js';
import type { RiskReading } from '../../server/reports/risk/risk-reading.js';
import { openBank, randomTransfer, type Bank } from '../bank.js';
import type { Benchmark, Contestant } from '../benchmark.js';
import { P50 } from '../figures.js';
import { closedLoop } from '../load.js';

const WALLETS = 1024;
/** Number of callers: as many as share a commit. */
const CALLERS = 256;
/** Number of calls in a round: enough for the clock. */
const LOOKS = 20;

const PARTS: Readonly<Record<string, (reading: RiskReading) => Promise<unknown>>> = {
  concentration: async (reading) => reading.concentration(),
  'unusual movements': async (reading) => reading.movements(),
  flows: async (reading) => reading.flows(),
  'flows of half hours': async (reading) => reading.flows(),
  coverage: async (reading) => reading.coverage(),
  ageing: async (reading) => reading.ageing(),
  'thresholds and alerts': async (reading) => reading.alerts(),
};

const CHECK = 'the check for newcomers';

/** Times each part of `riskSummary` in a ledger none of which is rolled up, so that there is the most to read. */
export const riskBenchmark: Benchmark = {
  name: 'risk',
  title: 'riskSummary',
  lines: [...Object.keys(PARTS), CHECK].map((name) => ({
    ...{ name: 'risk', what: `riskSummary: ${name}`, contestant: name, figure: P50 },
  })),
  async prepare({ transactions }) {
    const bank = await openBank(WALLETS);
    await closedLoop(CALLERS, transactions, async () => bank.ledger.submit(randomTransfer(bank.accounts)));
    return {
      contestants: [
        ...Object.entries(PARTS).map(([name, read]) => looking(bank, name, read)),
        checking(bank, CHECK),
      ],
      close: async () => bank.close(),
    };
  },
};

function looking(
  { storage }: Bank,
  name: string,
  read: (reading: RiskReading) => Promise<unknown>,
): Contestant {
  const reports = new AdminReports(storage.reader, systemClock);
  const timeZone = name.endsWith('half hours') ? 'Asia/Kolkata' : undefined;
  return { name, run: async () => closedLoop(1, LOOKS, async () => read(reports.openRisk(null, timeZone))) };
}

/** Times the check that runs every minute when newcomers have a threshold, here one that everything is above. */
function checking({ storage }: Bank, name: string): Contestant {
  const limit = { kind: 'NEWCOMER_MOVEMENT', currency: 'KES', threshold: 0 } as const;
  const check = async () =>
    readSnapshot(storage.reader, async (snapshot) => measure(snapshot, [limit], systemClock.now()));
  return { name, run: async () => closedLoop(1, LOOKS, check) };
}
