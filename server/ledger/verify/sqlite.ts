import type { Snapshot } from '../database/snapshot.js';
import type { Problems } from './problems.js';
import type { Scope } from './scope.js';

/**
 * Runs SQLite's own checks of pages and indexes. On a read-only connection SQLite does not check CHECK constraints, so the
 * other checks repeat those that matter.
 */
export async function checkSqlite(snapshot: Snapshot, problems: Problems, { since }: Scope): Promise<void> {
  // It reads the whole file.
  if (!snapshot.isSqlite || since) return;
  const findings = await snapshot.rows<{ integrity_check: string }>('pragma integrity_check');
  for (const { integrity_check: finding } of findings) {
    if (finding === 'ok') continue;
    problems.add({
      code: 'DATABASE_DAMAGED',
      subject: { table: '*', id: null },
      message: 'SQLite finds the database file whole',
      expected: 'ok',
      found: finding,
    });
  }
}
