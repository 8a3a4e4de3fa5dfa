import type { Grid } from './buckets.js';

/*
 * The SQL of the reports that depends on how a database stores an instant. SQLite has whole milliseconds since 1970, so
 * both conversions are the column itself; a database with a type for instants converts in these two functions.
 */

/** An SQL expression for the milliseconds since 1970 of a stored instant. */
function millisecondsOf(instant: string): string {
  return instant;
}

/** The reverse of `millisecondsOf`. */
export function instantOf(milliseconds: string): string {
  return milliseconds;
}

/** Where the cell of the grid starts that a stored instant lies in, in milliseconds since 1970; also before 1970. */
export function cellStart(instant: string, { width, origin }: Grid): string {
  const since = `(${millisecondsOf(instant)} - ${origin})`;
  return `(${since} - (${since} % ${width} + ${width}) % ${width} + ${origin})`;
}

/** Appended to a SELECT inside a unit of work. SQLite's units of work hold the only write lock there is. */
export const FOR_UPDATE = '';
