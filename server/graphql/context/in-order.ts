/** DataLoader wants an answer for each id, in the order of the ids. */
export function inOrder<Row extends object>(
  ids: readonly string[],
  rows: readonly Row[],
  key: keyof Row,
): (Row | null)[] {
  const byKey = new Map<unknown, Row>(rows.map((row) => [row[key], row]));
  return ids.map((id) => byKey.get(id) ?? null);
}
