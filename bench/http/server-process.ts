import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contestant } from '../benchmark.js';
import { nodeOptionsAt } from '../moved-clock.js';
import { cpuSecondsOf } from '../processor-time.js';
import { loadServer } from './generator.js';
import type { RequestTemplate } from './requests.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The built server in a process of its own. */
export interface ServerProcess {
  readonly address: string;
  /** Time on the processor that the server has used so far, in seconds, to the hundredth. */
  cpuSeconds(): number;
  /** Memory that is resident now, in MiB. */
  residentMiB(): number;
  close(): Promise<void>;
}

export interface ServerOptions {
  /** Start of its clock; by default it has the system's. */
  readonly at?: Date;
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Starts the server of `npm start` on the database in a folder, unless the environment names another one, without rate limits,
 * demo data and verification.
 */
export async function startServer(
  folder: string,
  { at, environment = {} }: ServerOptions = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...(at ? nodeOptionsAt(at) : []), 'bin/nissmart.js', 'serve'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      DATABASE_URL: `sqlite:${join(folder, 'ledger.db')}`,
      NISSMART_DEMO: '0',
      NISSMART_RATE_LIMIT: 'off',
      NISSMART_VERIFY_SECONDS: '0',
      LOG_LEVEL: 'warn',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const found = /listening on (http:\/\/\S+)/.exec(printed)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => {
      reject(new Error(`The server ended with ${String(code)}: ${printed}`));
    });
  });
  return {
    address,
    cpuSeconds: () => cpuSecondsOf(child.pid ?? 0),
    residentMiB() {
      const status = readFileSync(`/proc/${String(child.pid)}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
    },
    async close() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** Loads a server over so many connections; the sample has its processor time, not that of the generator. */
export function httpContestant(
  name: string,
  server: ServerProcess,
  load: { connections: number; seconds: number; requests: readonly RequestTemplate[] },
): Contestant {
  return {
    name,
    async run() {
      const before = server.cpuSeconds();
      const { answers, seconds, allAnswers, latenciesMs } = await loadServer({
        address: server.address,
        ...load,
      });
      const cpuSeconds = ((server.cpuSeconds() - before) * answers) / allAnswers;
      return { operations: answers, seconds, cpuSeconds, latenciesMs, peakMiB: server.residentMiB() };
    },
  };
}
