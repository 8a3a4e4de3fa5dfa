import type { Snapshot } from '../database/snapshot.js';
import type { Problems } from './problems.js';
import { checkListed, checkRows, type RowCheck } from './row-check.js';
import type { Scope } from './scope.js';

const USERS: RowCheck = {
  table: 'users',
  key: ['id'],
  source: (page) => `
    select u.id, u.status, coalesce((
      select case action when 'USER_SUSPENDED' then 'SUSPENDED' when 'ACCOUNT_CLOSED' then 'CLOSED' else 'ACTIVE' end
      from audit_events
      where user_id = u.id and action in ('USER_SUSPENDED', 'USER_REACTIVATED', 'ACCOUNT_CLOSED') order by sequence desc limit 1),
      'ACTIVE') as status_due
    from ${page} u`,
  shown: ['status', 'status_due'],
  rules: [
    {
      code: 'USER_STATUS',
      broken: 'status <> status_due',
      message: 'The status of a user is what the audit log says was made of it',
      expected: (row) => row.status_due,
      found: (row) => row.status,
    },
  ],
};

/** Checks the status of users against the audit log. Other data of users is not part of the books. */
export async function checkUsers(
  snapshot: Snapshot,
  problems: Problems,
  { pageRows, since }: Scope,
): Promise<void> {
  if (!since) return checkRows(snapshot, problems, USERS, pageRows);
  await checkListed(snapshot, problems, USERS, pageRows, {
    sql: 'select user_id as id from audit_events where sequence > ? and user_id is not null',
    params: [since.auditSequence],
  });
}
