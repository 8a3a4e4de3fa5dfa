import { setTimeout as sleep } from 'node:timers/promises';
import { IsolationLevel, type EntityManager } from '@mikro-orm/core';
import { Changes } from './changes.js';
import { isDiskFull, undoneByDisk } from './disk-failures.js';
import { LedgerError } from '../errors.js';
import { engineOf, type Engine } from './engine.js';
import { isContention, isLost, isTakenElsewhere, unavailable } from './failures.js';
import { FlushedRows } from './flushed-rows.js';
import { answersToSent } from './sent-ahead.js';
import { takingTurns } from './turns.js';

const BACKOFF_FIRST_MS = 5;
const BACKOFF_MAX_MS = 100;

/** Maximum time that a unit of work is held up by contention before it is given up, in milliseconds. */
export const CONTENTION_MAX_MS = 900;
/** Number of times that a unit of work finds keys taken that it makes; then they are taken for good. */
const ATTEMPTS_WHEN_TAKEN = 3;

/** Time after which a database that lets no unit of work go on counts as stalled, in milliseconds. */
const STALLED_AFTER_MS = 10_000;

/** Time limits of units of work, in milliseconds. */
export interface UnitLimits {
  /** Maximum time that one is held up by contention before it is given up. */
  readonly contentionMs?: number;
  /** Time after which a database that lets none go on counts as stalled. */
  readonly stalledAfterMs?: number;
}

export interface UnitOptions {
  /** True when the work locks the rows that it depends on before it reads them, and need not be repeated for other rows. */
  readonly locksRows?: boolean;
}

/**
 * Runs units of work: begin, work, flush, commit. The only way anything is written.
 *
 * On SQLite they take turns. On PostgreSQL those of all nodes run at once, and as if they took turns: work that locks no rows
 * is serialisable, and is repeated when it meets others. Contention is retried with jitter, for less than a second in all.
 *
 * A disk that fails before COMMIT, or that is full, leaves nothing behind. Any other error at COMMIT is something else: the rows
 * may or may not be there afterwards. On SQLite no more is written then and the process is told to end, because with failing
 * disk flushes nobody can tell before a restart; and the same holds for a connection that is lost there. On PostgreSQL only
 * those who wait for that COMMIT are told: the next connection reads the truth.
 */
export class UnitsOfWork {
  /** Publishes after each commit which rows it has changed. */
  readonly changes = new Changes();
  readonly #flushed = new FlushedRows();
  readonly #engine: Engine;
  readonly #turns = takingTurns();
  readonly #contentionMs: number;
  readonly #stalledAfterMs: number;
  #stopped = false;
  /** Units of work that have begun or wait to begin. */
  #underWay = 0;
  #lastProgressAt = 0;

  constructor(
    private readonly entityManager: EntityManager,
    /** Called once, when a COMMIT failed and nobody can tell what is stored, or the connection is lost. */
    private readonly onOutcomeUnknown: (cause: unknown) => void,
    { contentionMs = CONTENTION_MAX_MS, stalledAfterMs = STALLED_AFTER_MS }: UnitLimits = {},
  ) {
    this.#contentionMs = contentionMs;
    this.#stalledAfterMs = stalledAfterMs;
    this.#engine = engineOf(entityManager);
    entityManager.getEventManager().registerSubscriber(this.#flushed);
  }

  /** False once a COMMIT has failed, or the connection is lost. */
  get accepting(): boolean {
    return !this.#stopped;
  }

  /** True while the database lets no unit of work go on, as when its disk hangs. */
  get stalled(): boolean {
    return this.#underWay > 0 && performance.now() - this.#lastProgressAt > this.#stalledAfterMs;
  }

  /** Writes nothing more, and tells so. */
  stop(cause: unknown): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.onOutcomeUnknown(cause);
  }

  /**
   * @param work Must be repeatable: after contention it runs again on a fresh EntityManager.
   * @throws LedgerError UNAVAILABLE (nothing happened), OUTCOME_UNKNOWN; and whatever the work throws, rolled back.
   */
  async run<Result>(
    work: (em: EntityManager) => Promise<Result>,
    options: UnitOptions = {},
  ): Promise<Result> {
    if (this.stalled) throw unavailable('The database does not answer; nothing happened');
    if (this.#underWay === 0) this.#progress();
    this.#underWay += 1;
    try {
      // Those of one node take turns, where each may be in the way of each other one; then they seldom have to be repeated.
      const inTurn = this.#engine === 'postgres' && options.locksRows !== true;
      return await (inTurn
        ? this.#turns(async () => this.#repeat(work, options))
        : this.#repeat(work, options));
    } finally {
      this.#underWay -= 1;
      this.#progress();
    }
  }

  async #repeat<Result>(
    work: (em: EntityManager) => Promise<Result>,
    { locksRows = false }: UnitOptions,
  ): Promise<Result> {
    const deadline = performance.now() + this.#contentionMs;
    const isolation = locksRows ? IsolationLevel.READ_COMMITTED : IsolationLevel.SERIALIZABLE;
    let timesTaken = 0;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(work, isolation);
      } catch (error) {
        if (isLost(error) && this.#engine === 'sqlite') {
          this.stop(error);
          throw stopped();
        }
        const isInTheWay = isContention(error) || isLost(error);
        const isTaken = !isInTheWay && isTakenElsewhere(error);
        if (isTaken) timesTaken += 1;
        if (isTaken ? timesTaken === ATTEMPTS_WHEN_TAKEN : !isInTheWay) throw undoneByDisk(error) ?? error;
        // That a key is taken is the answer, however slow the database is to say so.
        if (!isTaken && performance.now() >= deadline) {
          throw Object.assign(unavailable('The database is busy; nothing happened'), { cause: error });
        }
        const pause = Math.min(BACKOFF_FIRST_MS * 2 ** attempt, BACKOFF_MAX_MS);
        await sleep(pause * (0.5 + Math.random()));
      }
    }
  }

  async #once<Result>(
    work: (em: EntityManager) => Promise<Result>,
    isolationLevel: IsolationLevel,
  ): Promise<Result> {
    const em = this.entityManager.fork();
    // SQLite knows one level.
    await em.begin(this.#engine === 'sqlite' ? {} : { isolationLevel });
    this.#progress();
    let result: Result;
    try {
      // Checked after the wait for the connection, because the unit of work before this one may have failed.
      if (this.#stopped) throw stopped();
      result = await work(em);
      await em.flush();
      await answersToSent(em);
    } catch (error) {
      // A write that was sent ahead and failed is why what came after it did.
      const cause = await answersToSent(em).then(
        () => error,
        (failure: unknown) => failure,
      );
      // Gives the connection back. One that is lost has rolled back already, and says so again.
      await em.rollback().catch((failure: unknown) => {
        if (!isLost(failure)) throw failure;
      });
      throw cause;
    }
    await this.#commit(em);
    this.changes.publish(this.#flushed.of(em));
    return result;
  }

  #progress(): void {
    this.#lastProgressAt = performance.now();
  }

  /** The connection's commit, not the EntityManager's, which would look for changes a second time. */
  async #commit(em: EntityManager): Promise<void> {
    try {
      await em.getConnection('write').commit(em.getTransactionContext());
    } catch (error) {
      // PostgreSQL says so when it has refused; what it does not answer may be stored.
      const isRefused =
        this.#engine === 'postgres' ? !isLost(error) : isContention(error) || isDiskFull(error);
      if (!isRefused && this.#engine === 'sqlite') this.stop(error);
      // Gives the connection back to those who wait for it, so that they are told at once. It may fail as well.
      await em.rollback().catch((failure: unknown) => {
        if (isRefused && !isLost(failure)) throw failure;
      });
      if (isRefused) throw error;
      throw new LedgerError(
        'OUTCOME_UNKNOWN',
        'It is not known whether this was stored; retry with the same key',
      );
    }
  }
}

function stopped(): LedgerError {
  return unavailable('The ledger has stopped taking writes; nothing happened');
}
