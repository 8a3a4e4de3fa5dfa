import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { newKeyStart, type RequestTemplate } from './requests.js';

const WORKER = fileURLToPath(new URL('crowd-worker.ts', import.meta.url));

/** A load by callers who come by the clock, whether or not others have been answered. */
export interface CrowdLoad {
  readonly address: string;
  readonly perSecond: number;
  /** Time that counts, after the time that warms up. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Maximum number of connections; a caller who finds none free and can open none counts as one who was not served. */
  readonly connections: number;
  /** Time after which a caller hangs up. */
  readonly patienceMs: number;
  readonly requests: readonly RequestTemplate[];
}

export interface CrowdTask extends CrowdLoad {
  readonly key: { readonly start: string; readonly digits: number };
}

/** Outcomes of the callers. */
export interface CrowdResult {
  readonly seconds: number;
  readonly arrived: number;
  readonly served: number;
  /** With UNAVAILABLE. */
  readonly refused: number;
  readonly gaveUp: number;
  readonly noConnection: number;
  /** Connections that the server has closed on a caller. */
  readonly lost: number;
  readonly failed: number;
  /** The first failure. */
  readonly first: string;
  /** Waits of those who were served, in milliseconds. */
  readonly latenciesMs: readonly number[];
  readonly refusalsMs: readonly number[];
}

/** Sends a crowd to a server, from a process of its own. @throws Error when an answer is neither a success nor UNAVAILABLE */
export async function sendCrowd(load: CrowdLoad): Promise<CrowdResult> {
  const worker = fork(WORKER, { execArgv: ['--import', 'tsx'] });
  const task: CrowdTask = { ...load, key: newKeyStart() };
  worker.send(task);
  const [result] = (await once(worker, 'message')) as [CrowdResult];
  worker.disconnect();
  if (result.failed > 0)
    throw new Error(`${String(result.failed)} requests failed, such as ${result.first.slice(0, 500)}`);
  return result;
}
