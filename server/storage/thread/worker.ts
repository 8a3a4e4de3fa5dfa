import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
// Named by their own ending, because tests run this file as it is: Node takes the types out.
import { teachTexts } from '../text-functions.ts';
import {
  Statements,
  type Answer,
  type Failure,
  type Opening,
  type Request,
  type Response,
} from './statements.ts';

/**
 * Serves one connection to the thread that started this one: requests are answered one by one, in their order. Once a
 * statement of a transaction has failed, those after it fail as it did until the transaction is rolled back: they may have
 * been sent before its answer was heard, and SQLite, which ends a transaction by itself after some errors, would store them.
 */
function serve(port: NonNullable<typeof parentPort>, { path, options, pragmas, yields }: Opening): void {
  if (yields) yieldToOthers();
  const database = new Database(path, options);
  for (const pragma of pragmas) database.pragma(pragma);
  teachTexts(database);
  const statements = new Statements(database);

  /** Failure of the transaction that is under way. */
  let failed: Failure | undefined;

  const answer = (request: Request): Answer => {
    if (request !== 'rollback' && request !== 'close') return statements.run(request);
    failed = undefined;
    if (request === 'close') database.close();
    // SQLite rolls back by itself after some errors; a second rollback would fail and hide the first error.
    else if (database.inTransaction) database.exec('rollback');
    return { columns: [], rows: [] };
  };
  const respond = (request: Request): Response => {
    if (failed && typeof request === 'object') return { failure: failed };
    const { inTransaction } = database;
    try {
      return { answer: answer(request) };
    } catch (error) {
      const failure = failureOf(error as Error);
      if (inTransaction) failed = failure;
      return { failure };
    }
  };
  port.on('message', (requests: readonly Request[]) => {
    port.postMessage(requests.map(respond));
    if (requests.includes('close')) port.close();
  });
}

function failureOf({ message, code }: Error & { code?: unknown }): Failure {
  return { message, code: typeof code === 'string' ? code : '' };
}

/** Lowers the priority of this thread. Only Linux has one for each thread; elsewhere it would be that of the whole process. */
function yieldToOthers(): void {
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}

if (parentPort) serve(parentPort, workerData as Opening);
