import type { PoolClient, Pool } from 'pg';
import { lostOr } from '../postgres/failures.js';
import { MARK } from '../postgres/mark.js';
import { assertUtf8, recordMigrations } from '../postgres/migrate.js';
import { POSTGRES_PARTS } from '../postgres/migrations/index.js';
import { openPool } from '../postgres/pool.js';
import { UnfitDatabase } from '../unfit-database.js';

const POOL = { max: 1, name: 'nissmart-copy', answerTimeoutMs: Number.POSITIVE_INFINITY };
/** Number of the lock that one copy at a time holds. */
const LOCK = 7_150_421;
/** Time that the statement of a copy that was killed may take to end, during which it still holds the lock. */
const LOCK_TIMEOUT = '30s';
const LOCK_NOT_AVAILABLE = '55P03';

/** Contents of the mark of an unfinished copy. */
interface Mark {
  /** Digest over all that the source holds. */
  readonly source: string;
  /** Foreign keys that are added when all rows are there. */
  readonly foreign_keys: string;
  /** True once foreign keys, indexes and triggers are there. */
  readonly complete: boolean;
}

interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/**
 * A database on PostgreSQL that a ledger is copied into. It is marked from the first table on until `finish`, so that a copy
 * that was killed goes on where it was, and nobody serves half a ledger. Rows come in before the foreign keys, indexes and
 * triggers, as from a dump: those are made from the same statements as in any database, and then hold for all rows.
 */
export class CopyTarget {
  private constructor(
    readonly url: string,
    private readonly pool: Pool,
    readonly client: PoolClient,
  ) {}

  /** @throws UnfitDatabase when another copy into it is running, or it is not encoded in UTF-8. */
  static async open(url: string): Promise<CopyTarget> {
    const pool = openPool(url, POOL);
    try {
      await assertUtf8(pool);
      const client = await lostOr(pool.connect());
      const target = new CopyTarget(url, pool, client);
      await target.#lock();
      return target;
    } catch (error) {
      await pool.end();
      throw error;
    }
  }

  /**
   * Makes the tables, or finds those of a copy of the same source that has begun.
   *
   * @throws UnfitDatabase when it holds anything else.
   */
  async begin(source: string): Promise<void> {
    const mark = await this.#mark();
    if (mark?.source === source) return;
    if (mark) {
      throw new UnfitDatabase(
        'a copy of another ledger into it has begun, or of this one before it changed; give it an empty database',
      );
    }
    if (!(await this.#isEmpty()))
      throw new UnfitDatabase('it is not empty; give it a database without tables');
    await this.#inTransaction(async () => {
      for (const statement of POSTGRES_PARTS.tables) await this.client.query(statement);
      const { rows } = await this.client.query<ForeignKey>(
        `select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
          from pg_constraint k join pg_class c on c.oid = k.conrelid
          where k.contype = 'f' and c.relnamespace = current_schema()::regnamespace order by 1, 2`,
      );
      for (const { table, name } of rows) {
        await this.client.query(`alter table "${table}" drop constraint "${name}"`);
      }
      await this.client.query(
        `create table ${MARK} (source text primary key, foreign_keys text not null, complete boolean not null)`,
      );
      await this.client.query(`insert into ${MARK} values ($1, $2, false)`, [source, JSON.stringify(rows)]);
    });
  }

  /** True when all rows are there, and what refuses others. */
  async isComplete(): Promise<boolean> {
    return (await this.#mark())?.complete === true;
  }

  /** Adds the foreign keys, which every row must satisfy, the indexes and the triggers, and lists the migrations as run. */
  async complete(): Promise<void> {
    if (!(await this.isComplete())) {
      const keys = JSON.parse((await this.#mark())?.foreign_keys ?? '[]') as ForeignKey[];
      await this.#inTransaction(async () => {
        for (const { table, name, definition } of keys) {
          await this.client.query(`alter table "${table}" add constraint "${name}" ${definition}`);
        }
        for (const statement of POSTGRES_PARTS.onTables) await this.client.query(statement);
        await this.client.query(`update ${MARK} set complete = true`);
      });
      await this.client.query('analyze');
    }
    await recordMigrations(this.url);
  }

  /** Takes the mark away: from now on it is a database like any other. */
  async finish(): Promise<void> {
    await this.client.query(`drop table ${MARK}`);
  }

  async close(): Promise<void> {
    this.client.release();
    await this.pool.end();
  }

  async #lock(): Promise<void> {
    try {
      await this.client.query(
        `set lock_timeout = '${LOCK_TIMEOUT}'; select pg_advisory_lock(${String(LOCK)}); reset lock_timeout`,
      );
    } catch (error) {
      this.client.release(true);
      if (!(error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE)) throw error;
      throw new UnfitDatabase('another copy into it is running');
    }
  }

  async #mark(): Promise<Mark | undefined> {
    const { rows: there } = await this.client.query<{ mark: string | null }>(
      'select to_regclass($1)::text as mark',
      [MARK],
    );
    if (there[0]?.mark === null) return undefined;
    return (await this.client.query<Mark>(`select * from ${MARK}`)).rows[0];
  }

  async #isEmpty(): Promise<boolean> {
    const { rows } = await this.client.query(
      `select 1 from pg_class c where relnamespace = current_schema()::regnamespace
        and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e') limit 1`,
    );
    return rows.length === 0;
  }

  async #inTransaction(work: () => Promise<void>): Promise<void> {
    await this.client.query('begin');
    try {
      await work();
      await this.client.query('commit');
    } catch (error) {
      await this.client.query('rollback');
      throw error;
    }
  }
}
