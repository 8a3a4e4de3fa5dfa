import { Temporal } from 'temporal-polyfill';
import { LedgerError } from '../../ledger/errors.js';

/** The zone of everything that does not name one. */
export const UTC = 'UTC';

/**
 * A name of the IANA database, such as "Africa/Nairobi". An offset is none: it knows nothing of summer.
 *
 * @throws LedgerError BAD_USER_INPUT
 */
export function parseTimeZone(name: string | null | undefined): string {
  const zone = name ?? UTC;
  if (/^[A-Za-z]/.test(zone) && isKnown(zone)) return zone;
  throw new LedgerError(
    'BAD_USER_INPUT',
    '"timeZone" is not a time zone of IANA’s, such as "Africa/Nairobi"',
    {
      field: 'timeZone',
    },
  );
}

/** A moment as ISO 8601 writes it: by the clock of a zone, with how far that is from UTC. */
export function isoIn(at: Date, timeZone: string): string {
  if (timeZone === UTC) return at.toISOString();
  const instant = Temporal.Instant.fromEpochMilliseconds(at.getTime());
  return instant.toString({ timeZone, fractionalSecondDigits: 3 });
}

function isKnown(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).formatToParts(0).length > 0;
  } catch {
    return false;
  }
}
