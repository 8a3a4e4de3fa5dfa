import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
// Named by its own ending, and importing nothing of ours, because tests run this file as it is: Node takes the types out.
import { Statements, type Answer, type Opening, type Request, type Response } from './statements.ts';

/** Serves one connection to the thread that started this one: requests are answered one by one, in their order. */
function serve(port: NonNullable<typeof parentPort>, { path, options, pragmas }: Opening): void {
  const database = new Database(path, options);
  for (const pragma of pragmas) database.pragma(pragma);
  const statements = new Statements(database);

  const answer = (request: Request): Answer => {
    if (request !== 'rollback' && request !== 'close') return statements.run(request);
    if (request === 'close') database.close();
    // SQLite rolls back by itself after some errors; a second rollback would fail and hide the first error.
    else if (database.inTransaction) database.exec('rollback');
    return { columns: [], rows: [] };
  };
  port.on('message', (request: Request) => {
    let response: Response;
    try {
      response = { answer: answer(request) };
    } catch (error) {
      const { message, code } = error as Error & { code?: unknown };
      response = { failure: { message, code: typeof code === 'string' ? code : '' } };
    }
    port.postMessage(response);
    if (request === 'close') port.close();
  });
}

if (parentPort) serve(parentPort, workerData as Opening);
