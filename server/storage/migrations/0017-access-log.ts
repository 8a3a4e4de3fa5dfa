import type { ColumnTypes } from './column-types.js';
import { refuse, refuseToReplace } from './triggers.sqlite.js';

/** What the audit log says of people, apart from it, and a way to the events of one kind among many sign-ins. */
export function accessLogTables(t: ColumnTypes): string[] {
  return [
    `create table audit_personal_details (
      sequence ${t.count} primary key references audit_events (sequence),
      salt ${t.text} not null check (length(salt) = 64),
      details ${t.json} not null
    ) ${t.tableOptions}`,
    `create index audit_events_action on audit_events (action, sequence)`,
  ];
}

/** They may be removed: to erase what is personal is why they are apart. */
export const ACCESS_LOG_TRIGGERS_SQLITE: readonly string[] = [
  refuse(
    'audit_personal_details_are_never_changed',
    'before update on audit_personal_details',
    'audit_personal_details are never changed',
  ),
  refuseToReplace('audit_personal_details', 'sequence = new.sequence'),
];
