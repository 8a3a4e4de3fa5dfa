import { parentPort, workerData } from 'node:worker_threads';
import { findProblemsBeside, type WorkBeside } from '../ledger/verify/beside.js';
import type { Found } from '../ledger/verify/problems.js';
import { readFileSnapshot } from '../storage/file-snapshot.js';

/** Data for a thread that runs this file: it verifies its part of the books and posts what it finds. */
export interface ThreadData extends WorkBeside {
  readonly path: string;
}

const { path, ...work } = workerData as ThreadData;
const { listed, total } = await readFileSnapshot(path, async (snapshot) =>
  findProblemsBeside(snapshot, work),
);
parentPort?.postMessage({ listed, total } satisfies Found);
