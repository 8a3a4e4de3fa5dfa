import { DeadlockException, LockWaitTimeoutException } from '@mikro-orm/core';
import { LedgerError } from '../errors.js';

/** Database codes that say "nothing was written, somebody else was in the way": SQLite's, then PostgreSQL's. */
const CONTENTION_CODES = /^(SQLITE_BUSY|SQLITE_LOCKED|40001$|40P01$|55P03$)/;

/** Code of PostgreSQL for a key that is taken. */
const TAKEN_CODE = '23505';
/** Keys that count without a gap: whoever finds one taken takes the next. */
const COUNTING_KEYS = new Set(['audit_events_pkey', 'checkpoints_pkey']);

/** Code of the errors of a connection that is gone: what it had not committed never happened. */
export const CONNECTION_LOST = 'CONNECTION_LOST';

export function isContention(error: unknown): boolean {
  if (error instanceof LockWaitTimeoutException || error instanceof DeadlockException) return true;
  return CONTENTION_CODES.test(codeOf(error)) || COUNTING_KEYS.has(propertyOf(error, 'constraint'));
}

/** True when another node took a key at the same moment; on SQLite, where writes take turns, that never happens. */
export function isTakenElsewhere(error: unknown): boolean {
  return codeOf(error) === TAKEN_CODE;
}

/** True for a statement that was refused because one before it in its transaction had failed. */
export function isConsequence(error: unknown): boolean {
  return codeOf(error) === '25P02';
}

export function isLost(error: unknown): boolean {
  return codeOf(error) === CONNECTION_LOST;
}

/**
 * Looks at the shape and not at the class: all realms of a process share the driver, and its errors belong to the first
 * realm.
 */
export function codeOf(error: unknown): string {
  return propertyOf(error, 'code');
}

function propertyOf(error: unknown, name: 'code' | 'constraint'): string {
  return typeof error === 'object' && error !== null ? String(Reflect.get(error, name)) : '';
}

export function unavailable(message: string): LedgerError {
  return new LedgerError('UNAVAILABLE', message);
}
