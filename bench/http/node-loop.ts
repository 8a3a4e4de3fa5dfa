import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { assertNoFailures, newKeyStart, type HttpLoad, type HttpLoadResult } from './requests.js';

const WORKER = fileURLToPath(new URL('node-loop-worker.ts', import.meta.url));

export interface NodeLoopTask extends HttpLoad {
  readonly key: { readonly start: string; readonly digits: number };
}

export interface NodeLoopResult extends HttpLoadResult {
  readonly failures: number;
  readonly first: string;
}

let worker: ChildProcess | undefined;

/** Loads a server with Node's own client, in one process for all loads, so that its code is warm after the first. */
export async function loadByNode(load: HttpLoad): Promise<HttpLoadResult> {
  worker ??= fork(WORKER, { execArgv: ['--import', 'tsx'] });
  const task: NodeLoopTask = { ...load, key: newKeyStart() };
  worker.ref();
  worker.channel?.ref();
  worker.send(task);
  const over = new AbortController();
  const { signal } = over;
  const [result] = (await Promise.race([
    once(worker, 'message', { signal }),
    once(worker, 'exit', { signal }).then(([code]) => {
      throw new Error(`The load generator ended with ${String(code)}`);
    }),
  ])) as [NodeLoopResult];
  over.abort();
  // It ends with the process that loads, when that has nothing else to do.
  worker.unref();
  worker.channel?.unref();
  assertNoFailures(result.failures, result.first);
  return result;
}
