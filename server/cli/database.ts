import { existsSync } from 'node:fs';
import { readConfig, type Config } from '../config/config.js';
import { opening } from '../process/opening.js';
import type { OpenServices } from '../app/services.js';
import { ExitError } from '../config/exit-error.js';
import { isPostgres } from '../config/database-url.js';

interface Options {
  /** Creates the database when there is none yet. Otherwise a mistyped path is an error and not an empty database. */
  readonly create?: boolean;
}

/** Opens the configured database for one command and closes it again, whatever happens. */
export async function withServices<Result>(
  work: (services: OpenServices, config: Config) => Promise<Result>,
  { create = false }: Options = {},
): Promise<Result> {
  const config = readConfig(process.env);
  assertWithinReach(config.databaseUrl, create);
  // Native modules load with the services, so only once the configuration is known to be right.
  const { openServices } = await import('../app/services.js');
  const services = await opening(config.databaseUrl, async () => openServices(config));
  try {
    return await work(services, config);
  } finally {
    await services.close();
  }
}

function assertWithinReach(url: string, create: boolean): void {
  if (isPostgres(url)) return;
  const path = url.slice('sqlite:'.length);
  if (path === ':memory:') {
    throw new ExitError('DATABASE_URL is sqlite::memory:, a database that only its own server can open', 2);
  }
  if (!create && !existsSync(path)) throw new ExitError(`there is no database at ${path}`);
}
