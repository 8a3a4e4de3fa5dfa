import { setTimeout as sleep } from 'node:timers/promises';
import { DeadlockException, LockWaitTimeoutException, type EntityManager } from '@mikro-orm/core';
import { Changes } from './changes.js';
import { LedgerError } from '../errors.js';
import { FlushedRows } from './flushed-rows.js';

const ATTEMPTS_MAX = 6;
const BACKOFF_FIRST_MS = 5;

/** Database codes that say "nothing was written, somebody else was in the way": SQLite's, then PostgreSQL's. */
const CONTENTION_CODES = /^(SQLITE_BUSY|SQLITE_LOCKED|40001$|40P01$|55P03$)/;

/**
 * Runs units of work on the writing connection: begin, work, flush, commit. The only way anything is written.
 *
 * Contention is retried a few times with jitter. An error at COMMIT is something else: the rows may or may not be there
 * after a restart (with failing disk flushes they mostly are), so no more is written and the process is told to end.
 */
export class UnitsOfWork {
  /** Publishes after each commit which rows it has changed. */
  readonly changes = new Changes();
  readonly #flushed = new FlushedRows();
  #stopped = false;

  constructor(
    private readonly entityManager: EntityManager,
    /** Called once, when a COMMIT failed and nobody can tell what is stored. */
    private readonly onOutcomeUnknown: (cause: unknown) => void,
  ) {
    entityManager.getEventManager().registerSubscriber(this.#flushed);
  }

  /** False once a COMMIT has failed. */
  get accepting(): boolean {
    return !this.#stopped;
  }

  /**
   * @param work Must be repeatable: after contention it runs again on a fresh EntityManager.
   * @throws LedgerError UNAVAILABLE (nothing happened), OUTCOME_UNKNOWN; and whatever the work throws, rolled back.
   */
  async run<Result>(work: (em: EntityManager) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(work);
      } catch (error) {
        if (!isContention(error)) throw error;
        if (attempt === ATTEMPTS_MAX) throw unavailable('The database is busy; nothing happened');
        await sleep(BACKOFF_FIRST_MS * 2 ** attempt * (0.5 + Math.random()));
      }
    }
  }

  async #once<Result>(work: (em: EntityManager) => Promise<Result>): Promise<Result> {
    const em = this.entityManager.fork();
    await em.begin();
    let result: Result;
    try {
      // Checked after the wait for the connection, because the unit of work before this one may have failed.
      if (this.#stopped) throw unavailable('The ledger has stopped taking writes; nothing happened');
      result = await work(em);
      await em.flush();
    } catch (error) {
      await em.rollback();
      throw error;
    }
    await this.#commit(em);
    this.changes.publish(this.#flushed.of(em));
    return result;
  }

  /** The connection's commit, not the EntityManager's, which would look for changes a second time. */
  async #commit(em: EntityManager): Promise<void> {
    try {
      await em.getConnection('write').commit(em.getTransactionContext());
    } catch (error) {
      if (isContention(error)) {
        await em.rollback();
        throw error;
      }
      this.#stopped = true;
      this.onOutcomeUnknown(error);
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
  // Checks the shape and not the class: all realms of a process share the driver, and its errors belong to the first
  // realm.
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    CONTENTION_CODES.test(String(error.code))
  );
}

export function unavailable(message: string): LedgerError {
  return new LedgerError('UNAVAILABLE', message);
}
