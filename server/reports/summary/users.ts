import type { Snapshot } from '../../ledger/database/snapshot.js';
import type { ReportRange } from '../shared/range.js';
import type { UserCounts } from '../shared/summary.js';

/** Counts people of every role, as the list of users shows them. */
export async function userCounts(snapshot: Snapshot, { from, to }: ReportRange): Promise<UserCounts> {
  const [row] = await snapshot.rows<Record<keyof UserCounts, number | string>>(
    `select count(*) as total,
      count(case when status = 'ACTIVE' then 1 end) as active,
      count(case when status = 'SUSPENDED' then 1 end) as suspended,
      count(case when status = 'CLOSED' then 1 end) as closed,
      count(case when created_at >= ? and created_at < ? then 1 end) as registered
    from users`,
    [from, to],
  );
  return {
    total: Number(row?.total),
    active: Number(row?.active),
    suspended: Number(row?.suspended),
    closed: Number(row?.closed),
    registered: Number(row?.registered),
  };
}
