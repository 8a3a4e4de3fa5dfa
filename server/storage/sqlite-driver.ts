import {
  Utils,
  type EntityDictionary,
  type EntityName,
  type EntityProperty,
  type FilterQuery,
  type NativeInsertUpdateManyOptions,
  type QueryResult,
  type UpsertManyOptions,
} from '@mikro-orm/core';
import { SqliteDriver } from '@mikro-orm/sqlite';
import { BindingSqliteConnection } from './sqlite-connection.js';
import { isOfShape, isPlain } from './row-shapes.js';

type InsertOptions<T> = NativeInsertUpdateManyOptions<T>;
type UpdateOptions<T> = InsertOptions<T> & UpsertManyOptions<T>;

/** MikroORM's driver for SQLite with a connection that binds, and faster ways to write many rows: ADR 4 has the figures. */
export class BindingSqliteDriver extends SqliteDriver {
  protected override readonly connection = new BindingSqliteConnection(this.config);

  /**
   * Inserts the rows of a flush by one prepared statement that runs once for each. MikroORM's own statement has all rows in
   * its text, so that each number of rows is another statement to make, to send and to parse.
   */
  override async nativeInsertMany<T extends object>(
    entityName: EntityName<T>,
    data: EntityDictionary<T>[],
    options: InsertOptions<T> = {},
    transform?: (sql: string) => string,
  ): Promise<QueryResult<T>> {
    const meta = this.metadata.get(entityName);
    const given = meta.props.filter(({ name }) => data.some((row) => name in row));
    const isGiven = (row: EntityDictionary<T>): boolean => isOfShape(row, given);
    if (
      transform ||
      options.upsert ||
      options.convertCustomTypes !== false ||
      meta.compositePK ||
      !isPlain(meta) ||
      !data.every(isGiven)
    ) {
      return super.nativeInsertMany(entityName, data, options, transform);
    }
    const columns = given.map((property) => this.#columnOf(property));
    const sql =
      `insert into ${this.getTableName(meta, options)} (${columns.join(', ')}) ` +
      `values (${columns.map(() => '?').join(', ')})`;
    const rows = data.map((row) => given.map(({ name }): unknown => row[name] ?? null));
    return this.rethrow(this.connection.executeEach<T>(sql, rows, options.ctx, options.loggerContext));
  }

  /**
   * Writes the changes of a flush by one prepared statement that runs once for each row. MikroORM's own has, for each column, a
   * CASE of all rows: every row is compared with every other one, which takes longer than writing them.
   */
  override async nativeUpdateMany<T extends object>(
    entityName: EntityName<T>,
    where: FilterQuery<T>[],
    data: EntityDictionary<T>[],
    options: UpdateOptions<T> = {},
    transform?: (sql: string, params: unknown[]) => string,
  ): Promise<QueryResult<T>> {
    const meta = this.metadata.get(entityName);
    const changed = meta.props.filter(({ name }) => data[0] && name in data[0]);
    const isChange = (row: EntityDictionary<T>): boolean =>
      isOfShape(row, changed) && changed.every(({ primary }) => !primary);
    if (transform || !isFlush(options) || meta.compositePK || !isPlain(meta) || !data.every(isChange)) {
      return super.nativeUpdateMany(entityName, where, data, options, transform);
    }
    const sql =
      `update ${this.getTableName(meta, options)} ` +
      `set ${changed.map((property) => `${this.#columnOf(property)} = ?`).join(', ')} ` +
      `where ${this.#columnOf(meta.getPrimaryProp())} = ?`;
    const rows = data.map((row, index) => [
      ...changed.map(({ name }): unknown => row[name]),
      Utils.extractPK(where[index], meta),
    ]);
    return this.rethrow(this.connection.executeEach<T>(sql, rows, options.ctx, options.loggerContext));
  }

  #columnOf<T>({ fieldNames: [name = ''] }: EntityProperty<T>): string {
    return this.platform.quoteIdentifier(name);
  }
}

/** True for the updates of a flush, whose values are already converted for the database. */
function isFlush({
  upsert,
  convertCustomTypes,
}: Pick<UpdateOptions<object>, 'upsert' | 'convertCustomTypes'>): boolean {
  return !upsert && convertCustomTypes === false;
}
