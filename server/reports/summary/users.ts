import type { Snapshot } from '../../ledger/database/snapshot.js';
import type { ReportRange } from '../shared/range.js';
import type { UserCounts } from '../shared/summary.js';

/**
 * Counts people of every role, as the list of users shows them. Almost all are active, so the others are counted, by an index
 * that holds nothing but them.
 */
export async function userCounts(snapshot: Snapshot, { from, to }: ReportRange): Promise<UserCounts> {
  const [row] = await snapshot.rows<Record<Exclude<keyof UserCounts, 'active'>, number | string>>(
    `select (select count(*) from users) as total,
      ${countOf('SUSPENDED')} as suspended,
      ${countOf('CLOSED')} as closed,
      (select count(*) from users where created_at >= ? and created_at < ?) as registered`,
    [from, to],
  );
  const [total, suspended, closed] = [Number(row?.total), Number(row?.suspended), Number(row?.closed)];
  const active = total - suspended - closed;
  return { total, active, suspended, closed, registered: Number(row?.registered) };
}

function countOf(status: 'SUSPENDED' | 'CLOSED'): string {
  return `(select count(*) from users where status <> 'ACTIVE' and status = '${status}')`;
}
