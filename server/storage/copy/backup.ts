import { openPool } from '../postgres/pool.js';
import { makeBackup, type Backup } from '../sqlite-backup.js';
import { openDatabase } from '../sqlite-open.js';
import { differencesBetween } from './digest.js';
import { inSnapshot, PostgresRows } from './postgres-rows.js';
import { digestsOnSqlite, fillSqlite } from './sqlite-rows.js';
import { tablesOf } from './tables.js';

const POOL = { max: 1, name: 'nissmart-backup', answerTimeoutMs: Number.POSITIVE_INFINITY };

/**
 * Copies a ledger on PostgreSQL, one moment of it while nodes go on writing, to a SQLite file that has the tables of this
 * version and holds the same rows.
 */
export async function backUpPostgres(url: string, destination: string): Promise<Backup> {
  return makeBackup(destination, async (unfinished) => {
    const file = await openDatabase({ path: unfinished, durable: false });
    const pool = openPool(url, POOL);
    try {
      const client = await pool.connect();
      try {
        const tables = tablesOf(file);
        const rows = await PostgresRows.of(client, tables);
        await inSnapshot(client, async () => {
          await fillSqlite(file, async (insert) => {
            const digests = await rows.digests(insert);
            const differences = differencesBetween(digests, digestsOnSqlite(file));
            if (differences.length > 0) {
              throw new Error(`The copy is not what was copied: ${differences.join('; ')}`);
            }
          });
        });
      } finally {
        client.release();
      }
    } finally {
      await pool.end();
      file.close();
    }
  });
}
