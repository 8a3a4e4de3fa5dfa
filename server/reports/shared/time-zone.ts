import { Temporal } from 'temporal-polyfill';
import { LedgerError } from '../../ledger/errors.js';

/** Default time zone. */
export const UTC = 'UTC';

/**
 * Parses an IANA name such as "Africa/Nairobi". An offset is refused, because it has no daylight saving time.
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

/** Formats a moment as ISO 8601, in the local time of a zone with its offset from UTC. */
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
