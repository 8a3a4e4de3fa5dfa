import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeOptionsAt } from './moved-clock.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Prints the resources of the process at its end: memory in MiB, and time on the processor in seconds. */
const MEASURING = `process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  console.error('measured', maxRSS / 1024, (userCPUTime + systemCPUTime) / 1e6);
})`;

export interface CommandResult {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

interface CommandOptions {
  /** Start of its clock; by default it has the system's. */
  readonly at?: Date;
  /** Runs it as the server runs its verifications: whenever nobody else wants the processor. */
  readonly lowPriority?: boolean;
  readonly signal?: AbortSignal;
  /** Further variables, such as another database than the one in the folder. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Runs a command of `nissmart` on the database in a folder, in a process of its own.
 *
 * @returns Undefined when it was aborted.
 */
export async function runNissmart(
  folder: string,
  args: readonly string[],
  { at, lowPriority = false, signal, environment = {} }: CommandOptions = {},
): Promise<CommandResult | undefined> {
  const startedAt = performance.now();
  const measuring = ['--import', `data:text/javascript,${encodeURIComponent(MEASURING)}`];
  const options = [...measuring, ...(at ? nodeOptionsAt(at) : [])];
  const child = spawn(process.execPath, [...options, 'bin/nissmart.js', ...args], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: `sqlite:${join(folder, 'ledger.db')}`,
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (lowPriority && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  const kill = () => void child.kill();
  signal?.addEventListener('abort', kill);
  if (signal?.aborted === true) kill();
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number | null];
  signal?.removeEventListener('abort', kill);
  if (signal?.aborted === true) return undefined;
  const [, peakMiB, cpuSeconds] = /measured (\S+) (\S+)/.exec(said) ?? [];
  if (code !== 0 || peakMiB === undefined) {
    throw new Error(`nissmart ${args.join(' ')} ended with ${String(code)}: ${said}`);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  return { seconds, cpuSeconds: Number(cpuSeconds), peakMiB: Number(peakMiB) };
}
