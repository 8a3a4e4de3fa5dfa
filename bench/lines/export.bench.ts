import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openForWriting } from '../../server/storage/orm.js';
import { openBank, type Bank } from '../bank.js';
import type { Benchmark, Contestant, Line, Sample } from '../benchmark.js';
import { CPU_MS, PEAK_MIB, RATE } from '../figures.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FORMATS = ['csv', 'ndjson'] as const;

/** Prints the resources of the process at its end: memory in MiB, and time on the processor in seconds. */
const MEASURING = `process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  console.error('measured', maxRSS / 1024, (userCPUTime + systemCPUTime) / 1e6);
})`;

const LINES = FORMATS.flatMap((format): Line[] =>
  [RATE, CPU_MS, PEAK_MIB].map((figure) => ({
    ...{ name: 'export', what: `nissmart export transactions to ${format}`, contestant: format, figure },
  })),
);

/** Measures `nissmart export` to a file, in a process of its own. */
export const exportBenchmark: Benchmark = {
  name: 'export',
  title: 'nissmart export',
  lines: LINES,
  async prepare({ transactions }) {
    const bank = await openBank(2);
    fill(bank, transactions);
    const contestants = FORMATS.map((format): Contestant => ({
      name: format,
      run: async () => measureExport(bank, format, transactions),
    }));
    return { contestants, close: async () => bank.close() };
  },
};

/** Inserts bare rows: raw SQL makes in seconds what the ledger would take minutes for, and an export reads no entries. */
function fill({ folder, accounts: [from, to] }: Bank, transactions: number): void {
  if (!from || !to) throw new RangeError('A transfer needs two accounts');
  const database = openForWriting(join(folder, 'ledger.db'), false);
  database
    .prepare(
      `with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ?)
      insert into transactions (id, type, status, amount, currency, source_wallet_id, destination_wallet_id,
        initiated_by_id, reference, description, metadata, created_at, posted_at)
      select '01900000-0000-7000-8000-' || printf('%012x', n), 'TRANSFER', 'POSTED', 1 + n % 100000, 'KES', ?, ?, ?,
        'INV-' || n, 'Lunch on Friday, table ' || n, '{"channel":"mobile","n":' || n || '}', 1750000000000 + n,
        1750000000000 + n from numbers`,
    )
    .run(transactions, from.walletId, to.walletId, from.ownerId);
  database.close();
}

async function measureExport({ folder }: Bank, format: string, transactions: number): Promise<Sample> {
  const startedAt = performance.now();
  const out = join(folder, `transactions.${format}`);
  rmSync(out, { force: true });
  const node = ['--import', `data:text/javascript,${encodeURIComponent(MEASURING)}`, 'bin/nissmart.js'];
  const child = spawn(
    process.execPath,
    [...node, 'export', 'transactions', '--format', format, '--out', out],
    {
      cwd: ROOT,
      env: { PATH: process.env.PATH, DATABASE_URL: `sqlite:${join(folder, 'ledger.db')}` },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number | null];
  const [, peakMiB, cpuSeconds] = /measured (\S+) (\S+)/.exec(said) ?? [];
  if (code !== 0 || peakMiB === undefined) throw new Error(`The export ended with ${String(code)}: ${said}`);
  return {
    operations: transactions,
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: Number(cpuSeconds),
    latenciesMs: [],
    peakMiB: Number(peakMiB),
  };
}
