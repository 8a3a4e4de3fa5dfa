/**
 * Adds a third status of users. SQLite cannot change a column's constraint in place, nor rebuild a table that others
 * refer to, so a new column replaces the old one. The default is SUSPENDED, so that a row without a status lets nobody
 * in.
 */
export function closingColumns(): string[] {
  return [
    `alter table users add column standing text not null default 'SUSPENDED'
      check (standing in ('ACTIVE', 'SUSPENDED', 'CLOSED'))`,
    `update users set standing = status`,
    `alter table users drop column status`,
    `alter table users rename column standing to status`,
  ];
}
