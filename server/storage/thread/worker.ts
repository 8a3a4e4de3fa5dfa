import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
// Named by its own ending, and importing nothing of ours, because tests run this file as it is: Node takes the types out.
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
function serve(port: NonNullable<typeof parentPort>, { path, options, pragmas }: Opening): void {
  const database = new Database(path, options);
  for (const pragma of pragmas) database.pragma(pragma);
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
  port.on('message', (request: Request) => {
    port.postMessage(respond(request));
    if (request === 'close') port.close();
  });
}

function failureOf({ message, code }: Error & { code?: unknown }): Failure {
  return { message, code: typeof code === 'string' ? code : '' };
}

if (parentPort) serve(parentPort, workerData as Opening);
