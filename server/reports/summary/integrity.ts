import { lastCheckpoint } from '../../ledger/proof/checkpoint.js';
import { readInstant, type Snapshot } from '../../ledger/database/snapshot.js';
import { VERIFICATION_THAT_COUNTS } from '../../ledger/verify/verifications.js';
import type { Problem } from '../../ledger/verify/verify.js';
import type { Integrity } from '../shared/summary.js';

interface VerificationRow {
  readonly kind: 'FULL' | 'INCREMENTAL';
  readonly started_at: number;
  readonly finished_at: number;
  readonly transactions: number | string;
  readonly problems: number | string;
  readonly problem_list: string;
  readonly last_full: number | null;
}

/**
 * Reads the result of the verification that counts, and the last checkpoint. The time of a verification is its start,
 * because it proved the books of that moment.
 */
export async function lastVerification(snapshot: Snapshot): Promise<Omit<Integrity, 'trialBalanced'>> {
  const [row] = await snapshot.rows<VerificationRow>(
    `select kind, started_at, finished_at, transactions, problems, problem_list,
      (select started_at from verifications where kind = 'FULL' order by id desc limit 1) as last_full
    from verifications where id = ${VERIFICATION_THAT_COUNTS}`,
  );
  const signed = await lastCheckpoint(snapshot);
  const startedAt = row ? readInstant(row.started_at) : null;
  return {
    lastVerifiedAt: startedAt,
    lastFullVerifiedAt: row && row.last_full !== null ? readInstant(row.last_full) : null,
    lastVerifiedTransactions: row ? Number(row.transactions) : null,
    problems: row ? Number(row.problems) : null,
    problemList: row ? (JSON.parse(row.problem_list) as Problem[]) : [],
    kind: row?.kind ?? null,
    durationMs: row && startedAt ? readInstant(row.finished_at).getTime() - startedAt.getTime() : null,
    lastCheckpoint: signed ? { ...signed.content, createdAt: new Date(signed.content.createdAt) } : null,
  };
}
