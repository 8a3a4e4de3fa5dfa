/** Makes a trigger that refuses an event with a message. */
export function refuse(name: string, event: string, message: string): string {
  return `create trigger ${name} ${event} begin select raise(abort, '${message}'); end`;
}

/**
 * Makes a trigger that refuses INSERT OR REPLACE, which would remove conflicting rows without running their delete
 * triggers.
 *
 * @param sameKeys One condition for each unique key of the table.
 */
export function refuseToReplace(table: string, ...sameKeys: string[]): string {
  const taken = sameKeys.map((same) => `exists (select 1 from ${table} where ${same})`);
  return refuse(
    `${table}_are_never_replaced`,
    `before insert on ${table} when ${taken.join(' or ')}`,
    `${table} are never replaced`,
  );
}

/** Makes triggers that refuse to change or remove rows of a table. */
export function appendOnly(table: string): string[] {
  return [
    refuse(`${table}_are_never_changed`, `before update on ${table}`, `${table} are append-only`),
    refuse(`${table}_are_never_removed`, `before delete on ${table}`, `${table} are append-only`),
  ];
}
