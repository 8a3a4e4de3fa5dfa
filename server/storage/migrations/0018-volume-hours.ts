import { billionsOf, restOf } from '../../ledger/money/exact-sum.js';

/** Start of the hour of UTC in which a transaction was posted, also before 1970. */
const HOUR_START = 'posted_at - (posted_at % 3600000 + 3600000) % 3600000';

/**
 * Makes `volume_hours` the totals of everything that was posted, which the ledger keeps from here on. Earlier versions
 * rolled up closed hours up to a mark, and had triggers for what was posted before it.
 */
export const VOLUME_HOURS_SQLITE: readonly string[] = [
  'drop trigger transactions_join_their_hour',
  'drop trigger transactions_join_their_hour_when_settled',
  'drop table volume_mark',
  'delete from volume_hours',
  `insert into volume_hours (hour_start, currency, type, count, amount_billions, amount_rest)
  select ${HOUR_START}, currency, type, count(*), sum(${billionsOf('amount')}), sum(${restOf('amount')})
  from transactions where posted_at is not null group by 1, currency, type`,
  // Customer funds take reversals by what they undo, which the totals do not say. Few transactions are reversals.
  `create index transactions_reversals on transactions (posted_at) where type = 'REVERSAL'`,
];
