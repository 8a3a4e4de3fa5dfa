import { ExitError } from '../config/exit-error.js';
import { isPostgres, nameOfDatabase } from '../config/database-url.js';

/** Opens a database, and names it when that fails. */
export async function opening<Opened>(databaseUrl: string, open: () => Promise<Opened>): Promise<Opened> {
  try {
    return await open();
  } catch (error) {
    // The operating system and the database give their errors a code and clear words; anything else is an internal error.
    if (!(error instanceof Error && 'code' in error)) throw error;
    const exitCode = error.code === 'UNFIT_DATABASE' ? 2 : 1;
    throw new ExitError(
      `cannot open the database ${isPostgres(databaseUrl) ? nameOfDatabase(databaseUrl) : databaseUrl}: ${error.message}`,
      exitCode,
    );
  }
}
