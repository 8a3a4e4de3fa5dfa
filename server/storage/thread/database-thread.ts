import { Worker } from 'node:worker_threads';
import type { CompiledQuery, QueryResult } from 'kysely';
import { CONNECTION_LOST, unavailable } from '../../ledger/database/failures.js';
import type { SqliteConnection } from '../sqlite-dialect.js';
import type { Answer, Opening, Request, Response, Statement } from './statements.js';

/** Sources are TypeScript where tests run them, and JavaScript where they were compiled. */
const WORKER = new URL(`worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** Number of values from which on a statement takes the thread longer than it takes to wake it. */
const MANY_VALUES = 256;

/**
 * A connection to a database in a thread of its own, so that neither a statement nor a flush to the disk holds up this
 * thread. Statements run in the order in which they are sent.
 */
export class DatabaseThread implements SqliteConnection {
  #worker: Worker | undefined;
  /** Requests that go with the next message. */
  #unsent: Request[] = [];
  /** Those who wait for a response, in the order of their requests. */
  readonly #waiting: PromiseWithResolvers<Answer>[] = [];
  #lost: Error | undefined;
  #closing = false;

  /**
   * The thread starts with the first statement. One that cannot start, as when the process has no more files to open, has
   * failed only those who wait for it: the next statement tries again.
   *
   * @param onLost Called when the thread ends although nobody has closed it, after it has answered something.
   */
  constructor(
    private readonly opening: Opening,
    private readonly onLost: (cause: Error) => void,
  ) {}

  async executeQuery<Row>(query: CompiledQuery | (CompiledQuery & Statement)): Promise<QueryResult<Row>> {
    const { sql, parameters } = query;
    const each = 'each' in query ? query.each : undefined;
    return resultOf<Row>(await this.#send({ sql, parameters, ...(each && { each }) }));
  }

  /** All rows at once: a thread sends no answer in parts. */
  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    yield await this.executeQuery<Row>(query);
  }

  async rollback(): Promise<void> {
    await this.#send('rollback');
  }

  /** Closes the connection once everything before is answered. */
  async close(): Promise<void> {
    this.#closing = true;
    if (!this.#worker || this.#lost) return;
    const exited = new Promise((resolve) => this.#worker?.once('exit', resolve));
    // A thread that ends before it has heard of it is closed as well.
    await Promise.all([exited, this.#send('close').catch(() => undefined)]);
  }

  async #send(request: Request): Promise<Answer> {
    if (this.#lost) throw this.#lost;
    if (this.#closing && !this.#worker) throw new Error('The database is closed');
    this.#worker ??= this.#start();
    const waiting = Promise.withResolvers<Answer>();
    // An answer that somebody waits for keeps the process alive; an open connection does not.
    if (this.#waiting.push(waiting) === 1) this.#worker.ref();
    // A message takes up to 70 µs, because it wakes the thread. So all that is asked for before this thread has nothing more to
    // do goes with one; but what takes long begins at once.
    if (this.#unsent.push(request) === 1) process.nextTick(() => this.#post());
    if (hasManyValues(request)) this.#post();
    return waiting.promise;
  }

  #post(): void {
    if (this.#unsent.length === 0) return;
    this.#worker?.postMessage(this.#unsent);
    this.#unsent = [];
  }

  #start(): Worker {
    // Without the options of this thread's start, which may load what only the sources of a whole program need.
    const worker = new Worker(WORKER, { workerData: this.opening, name: 'database', execArgv: [] });
    let started = false;
    worker.on('message', (responses: readonly Response[]) => {
      started = true;
      for (const response of responses) this.#settle(response);
    });
    let cause: unknown;
    worker.once('error', (error) => {
      cause = error;
    });
    worker.once('exit', () => {
      if (!started) {
        this.#worker = undefined;
        const failure = Object.assign(unavailable('The database cannot be opened; nothing happened'), {
          cause,
        });
        for (const { reject } of this.#waiting.splice(0)) reject(failure);
        return;
      }
      const lost = Object.assign(new Error('The thread of the database has ended', { cause }), {
        code: CONNECTION_LOST,
      });
      this.#lost = lost;
      for (const { reject } of this.#waiting.splice(0)) reject(lost);
      if (!this.#closing) this.onLost(lost);
    });
    return worker;
  }

  #settle(response: Response): void {
    const waiting = this.#waiting.shift();
    if (this.#waiting.length === 0 && !this.#closing) this.#worker?.unref();
    if ('answer' in response) waiting?.resolve(response.answer);
    else waiting?.reject(Object.assign(new Error(response.failure.message), response.failure));
  }
}

function hasManyValues(request: Request): boolean {
  if (typeof request === 'string') return false;
  const { parameters, each = [] } = request;
  return parameters.length + each.length * (each[0]?.length ?? 0) >= MANY_VALUES;
}

function resultOf<Row>({ columns, rows, changes, lastInsertRowid }: Answer): QueryResult<Row> {
  return {
    rows: rows.map((values) => rowOf(columns, values) as Row),
    ...(changes !== undefined && { numAffectedRows: BigInt(changes) }),
    ...(lastInsertRowid !== undefined && { insertId: BigInt(lastInsertRowid) }),
  };
}

function rowOf(columns: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (let index = 0; index < columns.length; index += 1) row[columns[index] ?? ''] = values[index];
  return row;
}
