import { refuse, refuseToReplace } from './triggers.sqlite.js';

/**
 * Table for personal details of the audit log, apart from it, and an index to the events of one kind among many
 * sign-ins.
 */
export function accessLogTables(): string[] {
  return [
    `create table audit_personal_details (
      sequence integer primary key references audit_events (sequence),
      salt text not null check (length(salt) = 64),
      details text not null
    ) strict, without rowid`,
    `create index audit_events_action on audit_events (action, sequence)`,
  ];
}

/** Triggers that refuse changes. Rows may be removed, because personal details are kept apart to be erasable. */
export const ACCESS_LOG_TRIGGERS_SQLITE: readonly string[] = [
  refuse(
    'audit_personal_details_are_never_changed',
    'before update on audit_personal_details',
    'audit_personal_details are never changed',
  ),
  refuseToReplace('audit_personal_details', 'sequence = new.sequence'),
];
