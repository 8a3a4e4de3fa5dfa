import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** The built server in a process of its own, on a database file of its own. */
export interface ServerProcess {
  readonly address: string;
  /** Time on the processor that the server has used so far, in seconds. */
  cpuSeconds(): Promise<number>;
  close(): Promise<void>;
}

/** Starts the server of `npm start`, without rate limits and demo data, on the disk that holds the checkout. */
export async function startServer(): Promise<ServerProcess> {
  const data = join(ROOT, 'data');
  mkdirSync(data, { recursive: true });
  const folder = mkdtempSync(join(data, 'bench-'));
  const child = spawn(process.execPath, ['bin/nissmart.js', 'serve'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      DATABASE_URL: `sqlite:${join(folder, 'ledger.db')}`,
      NISSMART_DEMO: '0',
      NISSMART_RATE_LIMIT: 'off',
      LOG_LEVEL: 'warn',
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
    async cpuSeconds() {
      const metrics = await (await fetch(`${address}/metrics`)).text();
      return Number(/^\w*process_cpu_seconds_total (\S+)$/m.exec(metrics)?.[1]);
    },
    async close() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
