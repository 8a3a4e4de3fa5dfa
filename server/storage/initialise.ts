import type { MikroORM } from '@mikro-orm/core';
import { MikroORM as SqliteORM } from '@mikro-orm/sqlite';
import { ENTITIES } from './entities.js';
import { BindingSqliteDriver } from './sqlite-driver.js';
import type { NissmartSqliteDialect } from './sqlite-dialect.js';

type Additions = Pick<NonNullable<Parameters<typeof SqliteORM.init>[0]>, 'extensions' | 'migrations'>;

/** Starts MikroORM with all entities on a connection. */
export function initialise(dialect: NissmartSqliteDialect, additions: Additions = {}): MikroORM {
  // MikroORM.init would load its migrations too, and look for three more packages.
  return new SqliteORM({
    driver: BindingSqliteDriver,
    driverOptions: dialect,
    dbName: 'nissmart',
    entities: ENTITIES,
    batchSize: 1000,
    logger: () => undefined,
    ...additions,
  });
}
