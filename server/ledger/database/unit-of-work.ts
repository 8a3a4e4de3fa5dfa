import { setTimeout as sleep } from 'node:timers/promises';
import { DeadlockException, LockWaitTimeoutException, type EntityManager } from '@mikro-orm/core';
import { Changes } from './changes.js';
import { isDiskFull, undoneByDisk } from './disk-failures.js';
import { LedgerError } from '../errors.js';
import { FlushedRows } from './flushed-rows.js';
import { answersToSent } from './sent-ahead.js';

const ATTEMPTS_MAX = 6;
const BACKOFF_FIRST_MS = 5;

/** Maximum time that a unit of work is held up by contention before it is given up, in milliseconds. */
export const CONTENTION_MAX_MS = 900;

/** Database codes that say "nothing was written, somebody else was in the way": SQLite's, then PostgreSQL's. */
const CONTENTION_CODES = /^(SQLITE_BUSY|SQLITE_LOCKED|40001$|40P01$|55P03$)/;

/** Code of the errors of a connection that is gone: what it had not committed never happened. */
export const CONNECTION_LOST = 'CONNECTION_LOST';

/** Time after which a database that lets no unit of work go on counts as stalled, in milliseconds. */
const STALLED_AFTER_MS = 10_000;

/**
 * Runs units of work on the writing connection: begin, work, flush, commit. The only way anything is written.
 *
 * Contention is retried a few times with jitter, for less than a second in all. A disk that fails before COMMIT, or that is full,
 * leaves nothing behind. Any other error at COMMIT is something else: the rows may or may not be there
 * after a restart (with failing disk flushes they mostly are), so no more is written and the process is told to end. The
 * same holds for a connection that is lost, but for what is certain then: what was not being committed never happened.
 */
export class UnitsOfWork {
  /** Publishes after each commit which rows it has changed. */
  readonly changes = new Changes();
  readonly #flushed = new FlushedRows();
  #stopped = false;
  /** Units of work that have begun or wait to begin. */
  #underWay = 0;
  #lastProgressAt = 0;

  constructor(
    private readonly entityManager: EntityManager,
    /** Called once, when a COMMIT failed and nobody can tell what is stored, or the connection is lost. */
    private readonly onOutcomeUnknown: (cause: unknown) => void,
    private readonly stalledAfterMs = STALLED_AFTER_MS,
  ) {
    entityManager.getEventManager().registerSubscriber(this.#flushed);
  }

  /** False once a COMMIT has failed, or the connection is lost. */
  get accepting(): boolean {
    return !this.#stopped;
  }

  /** True while the database lets no unit of work go on, as when its disk hangs. */
  get stalled(): boolean {
    return this.#underWay > 0 && performance.now() - this.#lastProgressAt > this.stalledAfterMs;
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
  async run<Result>(work: (em: EntityManager) => Promise<Result>): Promise<Result> {
    if (this.stalled) throw unavailable('The database does not answer; nothing happened');
    if (this.#underWay === 0) this.#progress();
    this.#underWay += 1;
    try {
      return await this.#repeat(work);
    } finally {
      this.#underWay -= 1;
      this.#progress();
    }
  }

  async #repeat<Result>(work: (em: EntityManager) => Promise<Result>): Promise<Result> {
    const deadline = performance.now() + CONTENTION_MAX_MS;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(work);
      } catch (error) {
        if (isLost(error)) {
          this.stop(error);
          throw stopped();
        }
        if (!isContention(error)) throw undoneByDisk(error) ?? error;
        if (attempt === ATTEMPTS_MAX || performance.now() >= deadline)
          throw unavailable('The database is busy; nothing happened');
        await sleep(BACKOFF_FIRST_MS * 2 ** attempt * (0.5 + Math.random()));
      }
    }
  }

  async #once<Result>(work: (em: EntityManager) => Promise<Result>): Promise<Result> {
    const em = this.entityManager.fork();
    await em.begin();
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
      if (isContention(error) || isDiskFull(error)) {
        await em.rollback();
        throw error;
      }
      this.stop(error);
      // Gives the connection back to those who wait for it, so that they are told at once. It may fail as well.
      await em.rollback().catch(() => undefined);
      throw new LedgerError(
        'OUTCOME_UNKNOWN',
        'It is not known whether this was stored; retry with the same key',
      );
    }
  }
}

function isContention(error: unknown): boolean {
  if (error instanceof LockWaitTimeoutException || error instanceof DeadlockException) return true;
  return CONTENTION_CODES.test(codeOf(error));
}

function isLost(error: unknown): boolean {
  return codeOf(error) === CONNECTION_LOST;
}

/**
 * Looks at the shape and not at the class: all realms of a process share the driver, and its errors belong to the first
 * realm.
 */
function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

export function unavailable(message: string): LedgerError {
  return new LedgerError('UNAVAILABLE', message);
}

function stopped(): LedgerError {
  return unavailable('The ledger has stopped taking writes; nothing happened');
}
