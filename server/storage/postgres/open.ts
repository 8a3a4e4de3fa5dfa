import { MikroORM as PostgresORM } from '@mikro-orm/postgresql';
import type { MikroORM } from '@mikro-orm/core';
import type { Pool } from 'pg';
import { WRITER_NAME } from '../../ledger/database/settled.js';
import { nameOfDatabase, placeOfKeys } from '../../config/database-url.js';
import { ENTITIES } from '../entities.js';
import type { OpenOptions, Storage } from '../storage.js';
import { LedgerPostgresDialect } from './dialect.js';
import { LedgerPostgresDriver } from './driver.js';
import { expectedSchema } from './expected-schema.js';
import { bringUpToDate } from './migrate.js';
import { Notices } from './notices.js';
import { openPool, type PoolOptions } from './pool.js';

/** Maximum numbers of connections that one node has of each kind. */
const WRITERS_MAX = 5;
const READERS_MAX = 6;
const LONG_READERS_MAX = 2;

/** Options for connections whose statements may take long. */
const PATIENT = { answerTimeoutMs: Number.POSITIVE_INFINITY };

/**
 * Opens a database on PostgreSQL, which other nodes may have open as well, and brings its tables up to date. What the
 * connections are for is the same as on SQLite; here they need no threads, because the database runs elsewhere.
 *
 * @throws UnfitDatabase when it is newer than this version, not encoded in UTF-8, or half filled.
 */
export async function openPostgres(url: string, options: OpenOptions = {}): Promise<Storage> {
  await bringUpToDate(url, options);
  let closed = false;
  const connected = (options: PoolOptions): MikroORM =>
    startOn(() => {
      // MikroORM would connect again for whoever asks after it was closed.
      if (closed) throw new Error('The database is closed');
      return openPool(url, options);
    });
  const writer = connected({ max: WRITERS_MAX, name: WRITER_NAME });
  const reader = connected({ max: READERS_MAX, name: 'nissmart-reader' });
  const longReads = connected({ max: LONG_READERS_MAX, name: 'nissmart-long-reads', ...PATIENT });
  const background = connected({ max: 1, name: 'nissmart-background', ...PATIENT });
  const notices = new Notices(url);
  return {
    engine: 'postgres',
    writer: writer.em,
    reader: reader.em,
    longReads: longReads.em,
    background: background.em,
    name: nameOfDatabase(url),
    path: placeOfKeys(url),
    // A lost connection is replaced by the next one.
    lost: new Promise(() => undefined),
    relay: (changes) => notices.start(changes),
    async backup(destination) {
      // Brings SQLite, which nothing else here needs.
      const { backUpPostgres } = await import('../copy/backup.js');
      return backUpPostgres(url, destination);
    },
    expectedSchema: async () => expectedSchema(background.em),
    async close() {
      closed = true;
      await notices.stop();
      await Promise.all([reader, longReads, background, writer].map(async (orm) => orm.close()));
    },
  };
}

/** Starts MikroORM with all entities on a pool of its own, which is opened at the first use. */
function startOn(openOwnPool: () => Pool): MikroORM {
  // MikroORM.init would look for packages that are not needed.
  return new PostgresORM({
    driver: LedgerPostgresDriver,
    driverOptions: new LedgerPostgresDialect(openOwnPool),
    // The name is the pool's affair; MikroORM would look for a database of this one, and create it.
    dbName: 'nissmart',
    ensureDatabase: false,
    entities: ENTITIES,
    batchSize: 1000,
    logger: () => undefined,
  });
}
