/*
 * SQL of the reports that depends on the database's way to store an instant. SQLite stores whole milliseconds since
 * 1970, so the conversion returns the column itself; a database with a type for instants converts in it.
 */

/** Returns SQL for the milliseconds since 1970 of a stored instant. */
function millisecondsOf(instant: string): string {
  return instant;
}

/** Cells of equal length from a moment on, in milliseconds. */
export interface Grid {
  readonly origin: number;
  readonly width: number;
}

/**
 * Returns SQL for the start of the cell that contains a stored instant, in milliseconds since 1970.
 *
 * @param grids In the order of their origins; each applies until the next, and the first one also to all moments before
 * it.
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
