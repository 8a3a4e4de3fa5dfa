import type { LedgerError } from '../errors.js';
import { codeOf, unavailable } from './failures.js';

/**
 * SQLite's codes for a disk, or a system, that has failed it. A page that the disk fails to read is CORRUPT to it, as is one
 * that it read and that makes no sense. Whatever was not being committed then did not happen.
 */
const DISK_CODES = /^SQLITE_(IOERR|FULL|CANTOPEN|CORRUPT|NOTADB)/;
/** Codes of a read that somebody else was in the way of, or whose connection is gone. */
const PASSING_CODES = /^(SQLITE_(BUSY|LOCKED|PROTOCOL)|CONNECTION_LOST$|40001$|40P01$)/;

/**
 * True for a disk without room. SQLite says so only of a write that was not carried out, and a COMMIT writes its mark last:
 * unlike after a flush that has failed, it is certain that nothing is stored.
 */
export function isDiskFull(error: unknown): boolean {
  return codeOf(error) === 'SQLITE_FULL';
}

/** The failure for clients, of a unit of work that the disk has failed before its COMMIT, or that found it full then; else undefined. */
export function undoneByDisk(error: unknown): LedgerError | undefined {
  if (!DISK_CODES.test(codeOf(error))) return undefined;
  const what = isDiskFull(error) ? 'is full' : 'cannot be read';
  return unavailableBecause(`The disk of the database ${what}; nothing happened`, error);
}

/** The failure for clients, of a read outside of any unit of work that may succeed later; undefined for any other. */
export function failedRead(error: unknown): LedgerError | undefined {
  const code = codeOf(error);
  if (!DISK_CODES.test(code) && !PASSING_CODES.test(code)) return undefined;
  return unavailableBecause('The database cannot be read at the moment', error);
}

/** Keeps the cause for the log. */
function unavailableBecause(message: string, cause: unknown): LedgerError {
  return Object.assign(unavailable(message), { cause });
}
