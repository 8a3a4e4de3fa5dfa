import type { Source } from '../storage/copy/source.js';
import { opening } from '../process/opening.js';
import { startProgress } from '../process/progress.js';
import { verifyDatabase } from './verify.js';

interface Keys {
  /** File of the keys that may have signed checkpoints. */
  readonly keyFile: string | undefined;
  /** Database that the signing key lies beside, where no file is given. */
  readonly beside: string;
}

/**
 * Copies a ledger from a SQLite database into an empty one on PostgreSQL, compares both, and verifies the copy. Until all
 * of that is done no server opens it.
 *
 * @throws ExitError
 */
export async function fillPostgres(source: Source, url: string, keys: Keys): Promise<void> {
  // Native modules load only once the arguments are known to be right.
  const { CopyTarget } = await import('../storage/copy/target.js');
  const { copyLedger } = await import('../storage/copy/copy-ledger.js');
  const target = await opening(url, async () => CopyTarget.open(url));
  try {
    const { tables, figures, copied, copyingMs } = await opening(url, async () =>
      copyLedger(source, target, startProgress),
    );
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(
      `Copied ${copied} of ${rows} rows in ${Math.ceil(copyingMs)} ms. Both sides have the same, by the digest of each of ${tables.length} tables:`,
    );
    for (const { table, rows: count, digest } of tables)
      console.log(`  ${table}: ${count} rows, ${short(digest)}`);
    for (const { of, value } of figures) console.log(`  ${of}: ${short(value)}`);
    await verifyCopy(url, keys);
    await target.finish();
  } finally {
    await target.close();
  }
}

async function verifyCopy(databaseUrl: string, keys: Keys): Promise<void> {
  const { openStorage } = await import('../storage/orm.js');
  const { UnitsOfWork } = await import('../ledger/database/unit-of-work.js');
  const { systemClock } = await import('../ledger/model/clock.js');
  const storage = await opening(databaseUrl, async () => openStorage(databaseUrl, { unfinished: true }));
  try {
    const units = new UnitsOfWork(storage.writer, () => undefined);
    await verifyDatabase({ storage, units, clock: systemClock }, keys);
  } finally {
    await storage.close();
  }
}

/** Shortens digests, which were compared whole. */
function short(text: string): string {
  return text.replaceAll(/([0-9a-f]{16})[0-9a-f]{16,}/g, '$1…');
}
