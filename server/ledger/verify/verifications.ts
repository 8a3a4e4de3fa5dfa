import type { EntityManager } from '@mikro-orm/core';
import { IdGenerator } from '../model/ids.js';
import { readInstant, readSnapshot, type Snapshot } from '../database/snapshot.js';
import { execute, selectInTransaction } from '../database/sql.js';
import type { UnitsOfWork } from '../database/unit-of-work.js';
import type { Marks, Verification } from './verify.js';

/** Stores what a verification found, for the admin summary to show. @throws what `UnitsOfWork.run` throws. */
export async function recordVerification(units: UnitsOfWork, verification: Verification): Promise<void> {
  const { kind, marks, startedAt, finishedAt, transactions, problemCount, problems } = verification;
  await units.run(async (em) => {
    const id = await idOfTheLast(em, startedAt);
    await execute(
      em,
      `insert into verifications (id, kind, started_at, finished_at, transactions, problems, problem_list, marks)
        values (?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[id, kind, startedAt, finishedAt, transactions, problemCount],
        ...[JSON.stringify(problems), JSON.stringify(marks)],
      ],
    );
  });
}

/** Finds the last verification to start, on whichever node. */
export async function newestVerification(
  snapshot: Snapshot,
): Promise<{ readonly id: string; readonly finishedAt: Date } | undefined> {
  const [row] = await snapshot.rows<{ id: string; finished_at: number }>(
    'select id, finished_at from verifications order by id desc limit 1',
  );
  return row && { id: row.id, finishedAt: readInstant(row.finished_at) };
}

/** Of two that began in the same millisecond, the one recorded later is the last; their ids have to tell them apart. */
async function idOfTheLast(em: EntityManager, startedAt: Date): Promise<string> {
  const [row] = await selectInTransaction<{ newest: string | null }>(
    em,
    'select max(id) as newest from verifications where started_at = ?',
    [startedAt],
  );
  const ids = new IdGenerator();
  if (row?.newest) ids.continueAfter(row.newest);
  return ids.next(startedAt);
}

/**
 * Selects the id of the verification that says how the books are: the last one to start, unless an earlier one found
 * something wrong, and none that looked at everything has started since and found nothing. While a long one is under way,
 * many short ones of what is new may start and end, and they know nothing of what it finds. Ids are in the order of the starts.
 */
export const VERIFICATION_THAT_COUNTS = `coalesce(
  (select max(id) from verifications where problems > 0 and id > coalesce(
    (select max(id) from verifications where kind = 'FULL' and problems = 0), '')),
  (select max(id) from verifications))`;

/**
 * Reads the marks from which an incremental verification may continue: those of the verification that counts, if it
 * found nothing wrong. Undefined when a full verification is needed.
 */
export async function marksOfLastVerification(reader: EntityManager): Promise<Marks | undefined> {
  return readSnapshot(reader, async (snapshot) => {
    const [last] = await snapshot.rows<{ problems: number; marks: string | null }>(
      `select problems, marks from verifications where id = ${VERIFICATION_THAT_COUNTS}`,
    );
    return last?.problems === 0 && last.marks !== null ? (JSON.parse(last.marks) as Marks) : undefined;
  });
}
