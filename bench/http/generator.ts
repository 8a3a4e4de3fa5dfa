import { spawnSync } from 'node:child_process';
import { loadByNode } from './node-loop.js';
import type { HttpLoad, HttpLoadResult } from './requests.js';
import { loadByWrk } from './wrk.js';

const [, version] = /^wrk (\S+)/m.exec(String(spawnSync('wrk', ['-v']).stdout)) ?? [];

/** The load generator in use, for the table. */
export const GENERATOR = version === undefined ? 'a loop over node:http (there is no wrk)' : `wrk ${version}`;

/** Loads a server with the cheapest generator that this machine has. */
export async function loadServer(load: HttpLoad): Promise<HttpLoadResult> {
  return version === undefined ? loadByNode(load) : loadByWrk(load);
}
