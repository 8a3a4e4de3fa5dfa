import type { EntityManager } from '@mikro-orm/core';
import { systemClock, type Clock } from './clock.js';
import { IdMaker } from './ids.js';
import { readSnapshot, type Snapshot } from './snapshot.js';
import type { UnitsOfWork } from './unit-of-work.js';
import { checkChains } from './verify/chains.js';
import { Problems, type Problem } from './verify/problems.js';
import { checkKeys, checkRecords } from './verify/records.js';
import { checkSqlite } from './verify/sqlite.js';
import { checkTransactions } from './verify/transactions.js';
import { checkTrialBalance } from './verify/trial-balance.js';
import { checkVolumeHours } from './verify/volume-hours.js';
import { checkWallets } from './verify/wallets.js';

export type { Problem } from './verify/problems.js';

/** How many rows are looked at between two turns of the event loop. */
const PAGE_ROWS = 2_000;

const CHECKS = [
  checkTrialBalance,
  checkWallets,
  checkChains,
  checkTransactions,
  checkRecords,
  checkKeys,
  checkVolumeHours,
];

/** What was looked at, and what contradicts itself. */
export interface Verification {
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
  /** How many problems there are in all; zero proves the books. */
  readonly problemCount: number;
}

/**
 * Proves the books: every transaction against its entries, every balance against the entries that lead to it, every key
 * against what it stands for, the roll-up of volumes against the transactions, and every currency against zero.
 *
 * It reads one snapshot in constant memory while the ledger is written. Other reads on the reader's connection wait until
 * it ends, so give it a connection of its own in a process that answers requests. It never throws for what is wrong with
 * the books.
 *
 * @param pageRows How many rows are looked at between two turns of the event loop.
 */
export async function verifyBooks(
  reader: EntityManager,
  clock: Clock = systemClock,
  pageRows: number = PAGE_ROWS,
): Promise<Verification> {
  const startedAt = clock.now();
  const began = performance.now();
  return readSnapshot(reader, async (snapshot) => {
    const problems = new Problems();
    const counts = await countRows(snapshot);
    if (snapshot.isSqlite) await checkSqlite(snapshot, problems);
    const damaged = problems.total > 0;
    for (const check of CHECKS) {
      try {
        await check(snapshot, problems, pageRows);
      } catch (error) {
        // In a damaged file some rows cannot be read any more. The others are still worth looking at.
        if (!damaged) throw error;
        problems.add(unreadable(check.name, error));
      }
    }
    return {
      startedAt,
      finishedAt: clock.now(),
      durationMs: performance.now() - began,
      ...counts,
      problems: problems.listed,
      problemCount: problems.total,
    };
  });
}

function unreadable(check: string, error: unknown): Problem {
  return {
    code: 'DATABASE_DAMAGED',
    subject: { table: '*', id: null },
    message: `The rows for ${check} can be read`,
    expected: 'ok',
    found: error instanceof Error ? error.message : String(error),
  };
}

/** Stores what a verification found, for the admin summary to show. @throws what `UnitsOfWork.run` throws. */
export async function recordVerification(units: UnitsOfWork, verification: Verification): Promise<void> {
  const { startedAt, finishedAt, transactions, problemCount } = verification;
  const id = new IdMaker().next(startedAt);
  await units.run((em) =>
    em
      .getConnection('write')
      .execute(
        'insert into verifications (id, started_at, finished_at, transactions, problems) values (?, ?, ?, ?, ?)',
        [id, startedAt, finishedAt, transactions, problemCount],
        'run',
        em.getTransactionContext(),
      ),
  );
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
