import { readInstant, type Snapshot } from '../ledger/snapshot.js';
import type { Integrity } from './summary.js';

interface VerificationRow {
  readonly started_at: number | string | Date;
  readonly transactions: number | string;
  readonly problems: number | string;
}

/**
 * What the last verification found. Its moment is when it started, because it proved the books as they were then.
 */
export async function lastVerification(snapshot: Snapshot): Promise<Omit<Integrity, 'trialBalanced'>> {
  const [row] = await snapshot.rows<VerificationRow>(
    'select started_at, transactions, problems from verifications order by started_at desc, id desc limit 1',
  );
  return {
    lastVerifiedAt: row ? readInstant(row.started_at) : null,
    lastVerifiedTransactions: row ? Number(row.transactions) : null,
    problems: row ? Number(row.problems) : null,
  };
}
