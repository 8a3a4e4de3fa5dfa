/** Arranges rows in the order of their ids, as DataLoader requires. */
export function inOrder<Row extends object>(
  ids: readonly string[],
  rows: readonly Row[],
  key: keyof Row,
): (Row | null)[] {
  const byKey = new Map<unknown, Row>(rows.map((row) => [row[key], row]));
  return ids.map((id) => byKey.get(id) ?? null);
}

/** Returns the value that was found for each key; the same default for keys without one. */
export function each<Key, Value, Otherwise>(
  keys: readonly Key[],
  found: ReadonlyMap<Key, Value>,
  otherwise: Otherwise,
): (Value | Otherwise)[] {
  return keys.map((key) => found.get(key) ?? otherwise);
}
