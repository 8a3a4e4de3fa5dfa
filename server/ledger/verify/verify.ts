import type { EntityManager } from '@mikro-orm/core';
import { systemClock, type Clock } from '../model/clock.js';
import { shortlyBeforeTheNewest } from '../database/newest.js';
import { readSnapshot, type Snapshot } from '../database/snapshot.js';
import { checkActKeys } from './act-keys.js';
import { checkAuditLog } from './audit-log.js';
import { checkAuditPersonal } from './audit-personal.js';
import { findProblemsBeside, readUnlessDamaged, type Check, isDamaging, type FindBeside } from './beside.js';
import { checkBatchContents } from './batch-contents.js';
import { checkBatchKeys } from './batch-keys.js';
import { checkBatches } from './batches.js';
import { checkChains } from './chains.js';
import { checkCheckpoints, checkSigningKeys } from './checkpoints.js';
import { checkTransactionKeys } from './transaction-keys.js';
import { checkOrigins } from './origins.js';
import { Problems, type Problem } from './problems.js';
import { checkKeys, checkRecords } from './records.js';
import { checkReviewRules } from './review-rules.js';
import { checkRiskThresholds } from './risk-thresholds.js';
import { checkSchema } from './schema.js';
import type { Marks, Scope } from './scope.js';
import { checkTrialBalance } from './trial-balance.js';
import { checkUsers } from './users.js';
import { checkVolumeHours } from './volume-hours.js';
import { checkWallets } from './wallets.js';

export type { Problem } from './problems.js';
export type { Marks } from './scope.js';

/** Maximum number of rows read between two turns of the event loop. */
const PAGE_ROWS = 500;

const CHECKS: readonly Check[] = [
  checkTrialBalance,
  checkWallets,
  checkOrigins,
  checkChains,
  checkRecords,
  checkTransactionKeys,
  checkActKeys,
  checkUsers,
  checkKeys,
  checkBatches,
  checkBatchContents,
  checkBatchKeys,
  checkReviewRules,
  checkRiskThresholds,
  checkAuditLog,
  checkAuditPersonal,
  checkSigningKeys,
  checkCheckpoints,
  checkVolumeHours,
];

const NO_COUNTS = { wallets: 0, transactions: 0, entries: 0, idempotencyRecords: 0 };
const NO_MARKS: Marks = { entryId: '', transactionId: '', checkpoint: 0, auditSequence: 0 };

/** Result of a verification. */
export interface Verification {
  /** INCREMENTAL: only what came after the marks of an earlier one. */
  readonly kind: 'FULL' | 'INCREMENTAL';
  /** From where an incremental one may go on. */
  readonly marks: Marks;
  /** The books were proved as they were at this moment. */
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly durationMs: number;
  readonly wallets: number;
  readonly transactions: number;
  readonly entries: number;
  readonly idempotencyRecords: number;
  /** The first problems, at most a hundred. */
  readonly problems: readonly Problem[];
  /** Total number of problems; zero proves the books. */
  readonly problemCount: number;
}

/**
 * Proves the books: every transaction against its entries, every balance and every hash against the entries that lead
 * to it, every key against what it stands for, every checkpoint against the chains and its signature, the audit log
 * against its hashes, the totals of the hours against the transactions, and every currency against zero.
 *
 * It reads one snapshot (and `findBeside` a later one) in constant memory while the ledger is written. Other reads on the
 * reader's connection wait until it ends, so give it a connection of its own in a process that answers requests. It never
 * throws for what is wrong with the books.
 *
 * @param pageRows Maximum number of rows read between two turns of the event loop.
 * @param findBeside Runs the checks of `findProblemsBeside` on a connection of its own, which begins to read after it is called.
 */
export async function verifyBooks(
  reader: EntityManager,
  clock: Clock = systemClock,
  pageRows: number = PAGE_ROWS,
  { findBeside, ...options }: Omit<Scope, 'pageRows'> & { readonly findBeside?: FindBeside } = {},
): Promise<Verification> {
  const scope = { ...options, pageRows };
  const startedAt = clock.now();
  const began = performance.now();
  return readSnapshot(reader, async (snapshot) => {
    const problems = new Problems();
    await checkSchema(snapshot, problems, scope);
    const work = { pageRows, since: scope.since, damaged: problems.total > 0 };
    const beside = findBeside?.(work) ?? Promise.resolve(await findProblemsBeside(snapshot, work));
    // A failure is thrown where the result is awaited.
    beside.catch(() => undefined);
    const isDamaged = async () => work.damaged || isDamaging(await beside);
    const found = new Problems();
    const read = async <Result>(name: string, work: () => Promise<Result>, otherwise: Result) =>
      readUnlessDamaged(found, isDamaged, name, work, otherwise);
    const counts = await read('the counts', async () => countRows(snapshot), NO_COUNTS);
    const marks = await read('the marks', async () => readMarks(snapshot), NO_MARKS);
    for (const check of CHECKS) {
      await read(check.name, async () => check(snapshot, found, scope), undefined);
    }
    problems.addAll(await beside);
    problems.addAll(found);
    return {
      kind: scope.since ? 'INCREMENTAL' : 'FULL',
      marks,
      startedAt,
      finishedAt: clock.now(),
      durationMs: performance.now() - began,
      ...counts,
      problems: problems.listed,
      problemCount: problems.total,
    };
  });
}

async function readMarks(snapshot: Snapshot): Promise<Marks> {
  const [row] = await snapshot.rows<{ checkpoint: number | null; event: number | null }>(
    'select (select max(number) from checkpoints) as checkpoint, (select max(sequence) from audit_events) as event',
  );
  return {
    entryId: await shortlyBeforeTheNewest(snapshot, 'entries'),
    transactionId: await shortlyBeforeTheNewest(snapshot, 'transactions'),
    checkpoint: row?.checkpoint ?? 0,
    auditSequence: row?.event ?? 0,
  };
}

type Counts = Pick<Verification, 'wallets' | 'transactions' | 'entries' | 'idempotencyRecords'>;

async function countRows(snapshot: Snapshot): Promise<Counts> {
  const [row] = await snapshot.rows<
    Record<'wallets' | 'transactions' | 'entries' | 'records', number | string>
  >(
    `select (select count(*) from wallets) as wallets, (select count(*) from transactions) as transactions,
      (select count(*) from entries) as entries, (select count(*) from idempotency_records) as records`,
  );
  return {
    wallets: Number(row?.wallets),
    transactions: Number(row?.transactions),
    entries: Number(row?.entries),
    idempotencyRecords: Number(row?.records),
  };
}
