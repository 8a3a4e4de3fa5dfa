import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The process of a PostgreSQL server, which Patroni starts and which outlives it; undefined when it does not run. */
export function postmasterOf(folder: string, name: string): number | undefined {
  const data = join(folder, 'databases', name);
  try {
    const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
    // The number may belong to another process by now.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data) ? pid : undefined;
  } catch {
    return undefined;
  }
}
