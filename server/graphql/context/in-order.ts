/** Arranges rows in the order of their ids, as DataLoader requires. */
export function inOrder<Row extends object>(
  ids: readonly string[],
  rows: readonly Row[],
  key: keyof Row,
): (Row | null)[] {
  const byKey = new Map<unknown, Row>(rows.map((row) => [row[key], row]));
  return ids.map((id) => byKey.get(id) ?? null);
}
