import type { ColumnTypes } from './column-types.js';

/**
 * A third status of users. The constraint of a column cannot be changed in place, and the table cannot be made anew while
 * others refer to it; so a column of its own takes the old one's place. A row that is written without a status is nobody's
 * way in.
 */
export function closingColumns(t: ColumnTypes): string[] {
  return [
    `alter table users add column standing ${t.text} not null default 'SUSPENDED'
      check (standing in ('ACTIVE', 'SUSPENDED', 'CLOSED'))`,
    `update users set standing = status`,
    `alter table users drop column status`,
    `alter table users rename column standing to status`,
  ];
}
