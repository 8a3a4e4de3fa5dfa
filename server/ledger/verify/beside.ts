import type { Snapshot } from '../database/snapshot.js';
import { Problems, type Found } from './problems.js';
import type { Scope } from './scope.js';
import { checkReferences } from './references.js';
import { checkSqlite } from './sqlite.js';
import { checkTransactions } from './transactions.js';

export type Check = (snapshot: Snapshot, problems: Problems, scope: Scope) => Promise<void>;

/** Half of the work of a verification. */
const CHECKS_BESIDE: readonly Check[] = [checkSqlite, checkReferences, checkTransactions];

/** Rows to look at, and what is known of them. */
export interface WorkBeside extends Pick<Scope, 'pageRows' | 'since'> {
  /** True when it is known already that the database is not as it should be. */
  readonly damaged: boolean;
}

export type FindBeside = (work: WorkBeside) => Promise<Found>;

/**
 * Runs the checks that may run at the same time as the others, on another connection. Each compares rows of one snapshot with
 * each other, so it proves as much on a later snapshot as on that of the others, which has all that their marks stand for.
 */
export async function findProblemsBeside(
  snapshot: Snapshot,
  { damaged, ...scope }: WorkBeside,
): Promise<Found> {
  const problems = new Problems();
  const isDamaged = async () => Promise.resolve(damaged || isDamaging(problems));
  for (const check of CHECKS_BESIDE) {
    const work = async () => check(snapshot, problems, scope);
    await readUnlessDamaged(problems, isDamaged, check.name, work, undefined);
  }
  return problems;
}

/** True when rows may be unreadable. */
export function isDamaging({ listed }: Found): boolean {
  return listed.some(({ code }) => code === 'DATABASE_DAMAGED');
}

/** Reads, or notes that it could not: some rows of a damaged database cannot be read; the others are still checked. */
export async function readUnlessDamaged<Result>(
  problems: Problems,
  isDamaged: () => Promise<boolean>,
  name: string,
  work: () => Promise<Result>,
  otherwise: Result,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(await isDamaged())) throw error;
    problems.add({
      code: 'DATABASE_DAMAGED',
      subject: { table: '*', id: null },
      message: `The rows for ${name} can be read`,
      expected: 'ok',
      found: error instanceof Error ? error.message : String(error),
    });
    return otherwise;
  }
}
