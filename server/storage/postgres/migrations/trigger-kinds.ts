/** Refuses whatever fires it, with the message of the trigger. */
export const REFUSE = `create function refuse() returns trigger language plpgsql as $$
  begin raise exception '%', tg_argv[0]; end $$`;

/** Makes a trigger that refuses an event with a message. @param event Such as `before update on …`; its condition follows. */
export function refuse(name: string, event: string, message: string, condition?: string): string {
  const when = condition === undefined ? '' : ` when (${condition})`;
  return `create trigger ${name} ${event} for each row${when} execute function refuse('${message}')`;
}

/** Makes triggers that refuse to remove rows of a table, one by one or all at once. */
export function neverRemoved(table: string, message: string): string[] {
  return [
    refuse(`${table}_are_never_removed`, `before delete on ${table}`, message),
    `create trigger ${table}_are_never_emptied before truncate on ${table} execute function refuse('${message}')`,
  ];
}

export function appendOnly(table: string): string[] {
  const message = `${table} are append-only`;
  return [
    refuse(`${table}_are_never_changed`, `before update on ${table}`, message),
    ...neverRemoved(table, message),
  ];
}

/** Makes a trigger that runs a function of its own. */
export function withFunction(name: string, event: string, body: string): string[] {
  return [
    `create function ${name}() returns trigger language plpgsql as $$ ${body} $$`,
    `create ${event.startsWith('after') && event.includes('deferr') ? 'constraint ' : ''}trigger ${name} ${event} for each row execute function ${name}()`,
  ];
}

/**
 * Makes a trigger that refuses a row whose number does not follow the highest one, in words that say "try again": another
 * node may just have taken it.
 */
export function countsFromOne(name: string, table: string, column: string, message: string): string[] {
  return withFunction(
    name,
    `before insert on ${table}`,
    `begin
      if new.${column} <> (select coalesce(max(${column}), 0) + 1 from ${table}) then
        raise exception '${message}' using errcode = 'serialization_failure';
      end if;
      return new;
    end`,
  );
}

/** Conditions that a column of an updated row has changed. */
export function changed(...columns: string[]): string {
  return columns.map((column) => `new.${column} is distinct from old.${column}`).join(' or ');
}
