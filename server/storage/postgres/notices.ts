import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Changes } from '../../ledger/database/changes.js';
import { takingTurns } from '../../ledger/database/turns.js';
import { connectionOptions } from './pool.js';

const CHANNEL = 'nissmart_changes';
/** Time in which changes gather before other nodes are told, in milliseconds; PostgreSQL tells one commit at a time. */
const GATHER_MS = 20;
const PAUSE_MS = 1_000;
/** Number of pauses after which a connection is asked for a sign of life. */
const PAUSES_BETWEEN_SIGNS = 10;
/** Maximum length of a notice in bytes; PostgreSQL takes less than 8000. */
const LENGTH_MAX = 7_500;

/**
 * Reads which transactions are over, which differs after each commit that has written something, and is no read of any table:
 * ids and times would not tell of a change to a row, nor of a commit that comes after one with later ids.
 */
const STANDS = 'select pg_current_snapshot()::text as stands';

interface Notice {
  readonly from: string;
  /** Null when too much has changed to be listed. */
  readonly topics: readonly string[] | null;
}

/**
 * Tells other nodes what this one has committed, and hears from them, by LISTEN and NOTIFY. A notice only wakes readers, who
 * read the database then: one that gets lost makes them later and no more, because they also look by themselves.
 *
 * Behind a pooler that gives a connection to somebody else after each transaction, and on databases without LISTEN, no notice
 * ever comes, not even this node's own. Then it looks each second whether anything was committed, and wakes everybody.
 */
export class Notices {
  readonly #node = randomUUID();
  readonly #ending = new AbortController();
  /** Turns on the connection: what there is to tell comes at any time, also while a look is under way. */
  readonly #inTurn = takingTurns();
  #client: Client | undefined;
  /** True once a notice of this node has come back to it on the present connection. */
  #hearing = false;
  #gathered: Set<string> | undefined;
  #running: Promise<void> | undefined;

  /**
   * @param pauseMs Pause before a lost connection is made again, and between two looks while notices do not come.
   * @param answerTimeoutMs Time after which a connection that does not answer counts as lost.
   */
  constructor(
    private readonly url: string,
    private readonly pauseMs = PAUSE_MS,
    private readonly answerTimeoutMs?: number,
  ) {}

  /** Begins to tell and to hear. */
  start(changes: Changes): void {
    changes.tellOthers((topics) => this.#gather(topics));
    this.#running ??= this.#run(changes);
  }

  /** Tells what there is left to tell, and ends. */
  async stop(): Promise<void> {
    await this.#tell();
    this.#ending.abort();
    await this.#client?.end().catch(() => undefined);
    await this.#running;
  }

  async #run(changes: Changes): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      try {
        await this.#connected(changes);
      } catch {
        // Without the database nobody can read either; readers are told by their own reads.
      }
      this.#hearing = false;
      await sleep(this.pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** Keeps one connection until it is lost. */
  async #connected(changes: Changes): Promise<void> {
    const client = new Client({
      ...connectionOptions(this.url, this.answerTimeoutMs),
      application_name: 'nissmart-notices',
    });
    const lost = new AbortController();
    client.once('end', () => lost.abort());
    client.on('error', () => lost.abort());
    client.on('notification', ({ payload = '' }) => this.#hear(payload, changes));
    this.#client = client;
    try {
      // Whoever waits for a connection that is ended before it is made waits for ever.
      await Promise.race([client.connect(), once(lost.signal, 'abort')]);
      await this.#inTurn(async () => client.query(`listen ${CHANNEL}`));
      await this.#inTurn(async () => this.#send(client, []));
      // Whatever was committed while there was no connection.
      changes.hear(undefined);
      await this.#lookUntil(AbortSignal.any([lost.signal, this.#ending.signal]), client, changes);
    } finally {
      this.#client = undefined;
      await client.end().catch(() => undefined);
    }
  }

  /**
   * Looks after each pause as long as no notices come; while they do, now and then sends one that must come back,
   * because a connection can be cut without a word. @throws when it does not answer.
   */
  async #lookUntil(over: AbortSignal, client: Client, changes: Changes): Promise<void> {
    let known: string | undefined;
    for (let pauses = 1; ; pauses += 1) {
      await sleep(this.pauseMs, undefined, { signal: over, ref: false }).catch(() => undefined);
      if (over.aborted) return;
      if (this.#hearing) {
        if (pauses % PAUSES_BETWEEN_SIGNS !== 0) continue;
        this.#hearing = false;
        await this.#inTurn(async () => this.#send(client, []));
        continue;
      }
      const { rows } = await this.#inTurn(async () => client.query<{ stands: string }>(STANDS));
      const stands = rows[0]?.stands;
      // The first look has nothing to compare with; something may have come since the connection was made.
      if (stands !== known) changes.hear(undefined);
      known = stands;
    }
  }

  #hear(payload: string, changes: Changes): void {
    const { from, topics } = JSON.parse(payload) as Notice;
    if (from === this.#node) this.#hearing = true;
    else changes.hear(topics ?? undefined);
  }

  #gather(topics: Iterable<string>): void {
    if (!this.#gathered) {
      this.#gathered = new Set();
      setTimeout(() => void this.#tell(), GATHER_MS).unref();
    }
    for (const topic of topics) this.#gathered.add(topic);
  }

  /** Tells what has gathered until its turn comes: behind a statement without an answer it stays one notice. */
  async #tell(): Promise<void> {
    await this.#inTurn(async () => {
      const topics = this.#gathered;
      this.#gathered = undefined;
      // Without a connection nobody is told; others look by themselves.
      if (this.#client && topics) await this.#send(this.#client, [...topics]).catch(() => undefined);
    });
  }

  async #send(client: Client, topics: readonly string[]): Promise<void> {
    const whole = JSON.stringify({ from: this.#node, topics } satisfies Notice);
    const notice =
      whole.length <= LENGTH_MAX
        ? whole
        : JSON.stringify({ from: this.#node, topics: null } satisfies Notice);
    await client.query('select pg_notify($1, $2)', [CHANNEL, notice]);
  }
}
