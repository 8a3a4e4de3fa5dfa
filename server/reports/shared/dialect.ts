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

/** Equal stretches of time from a moment on. In milliseconds. */
export interface Grid {
  readonly origin: number;
  readonly width: number;
}

/**
 * Where the cell starts that a stored instant lies in, in milliseconds since 1970.
 *
 * @param grids By their origins; each one holds until the next. What is before all of them is in the first one.
 */
export function cellStart(instant: string, grids: readonly Grid[]): string {
  const at = millisecondsOf(instant);
  const [{ origin, width } = { origin: 0, width: 1 }, ...later] = grids;
  const cell = (grid: Grid) => {
    const since = `(${at} - ${String(grid.origin)})`;
    return `(${at} - (${since} % ${String(grid.width)} + ${String(grid.width)}) % ${String(grid.width)})`;
  };
  if (later.length === 0) return cell({ origin, width });
  const cases = later.toReversed().map((grid) => `when ${at} >= ${String(grid.origin)} then ${cell(grid)}`);
  return `case ${cases.join(' ')} else ${cell({ origin, width })} end`;
}

/** Appended to a SELECT inside a unit of work. SQLite's units of work hold the only write lock there is. */
export const FOR_UPDATE = '';
