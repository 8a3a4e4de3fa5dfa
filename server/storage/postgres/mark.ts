import type { Pool } from 'pg';
import { UnfitDatabase } from '../unfit-database.js';

/**
 * Table that a database has while a ledger is being copied into it, and until the copy is proved. A verification takes it for
 * none of the ledger's, as it does the one of the migrations.
 */
export const MARK = 'migrations_unfinished_copy';

/** @throws UnfitDatabase when a copy into the database has begun and is not proved yet. */
export async function assertWhole(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ there: boolean }>(`select to_regclass($1) is not null as there`, [
    MARK,
  ]);
  if (rows[0]?.there !== true) return;
  throw new UnfitDatabase(
    'a copy into it is not finished; run the same nissmart move or nissmart restore again, which goes on where it was, or start with an empty database',
  );
}
