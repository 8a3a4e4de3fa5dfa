import {
  isRaw,
  Utils,
  type EntityDictionary,
  type EntityMetadata,
  type EntityName,
  type EntityProperty,
  type FilterQuery,
  type NativeInsertUpdateManyOptions,
  type QueryResult,
  type UpsertManyOptions,
} from '@mikro-orm/core';
import { SqliteDriver } from '@mikro-orm/sqlite';
import { BindingSqliteConnection } from './sqlite-connection.js';

type UpdateOptions<T> = NativeInsertUpdateManyOptions<T> & UpsertManyOptions<T>;

/** MikroORM's driver for SQLite with a connection that binds, and a faster way to write many changes: ADR 4 has the figures. */
export class BindingSqliteDriver extends SqliteDriver {
  protected override readonly connection = new BindingSqliteConnection(this.config);

  /**
   * Writes the changes of a flush by joining the table with a list of the new values. MikroORM's own statement has, for each
   * column, a CASE of all rows: every row is compared with every other one, which takes longer than writing them.
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
    if (transform || !isFlush(options) || !isPlain(meta) || !data.every((row) => isOfShape(row, changed))) {
      return super.nativeUpdateMany(entityName, where, data, options, transform);
    }
    const table = this.getTableName(meta, options);
    const [key = '', ...columns] = [meta.getPrimaryProp(), ...changed]
      .flatMap(({ fieldNames }) => fieldNames)
      .map((name) => this.platform.quoteIdentifier(name));
    const row = `(${Array(columns.length + 1)
      .fill('?')
      .join(', ')})`;
    const sql =
      `with changed (${[key, ...columns].join(', ')}) as (values ${Array(data.length).fill(row).join(', ')}) ` +
      `update ${table} set ${columns.map((column) => `${column} = changed.${column}`).join(', ')} ` +
      `from changed where ${table}.${key} = changed.${key}`;
    const values = data.flatMap((row, index) => [
      Utils.extractPK(where[index], meta),
      ...changed.map(({ name }): unknown => row[name]),
    ]);
    return this.rethrow(this.execute<QueryResult<T>>(sql, values, 'run', options.ctx, options.loggerContext));
  }
}

/** True for the updates of a flush, whose values are already converted for the database. */
function isFlush({
  upsert,
  convertCustomTypes,
}: Pick<UpdateOptions<object>, 'upsert' | 'convertCustomTypes'>): boolean {
  return !upsert && convertCustomTypes === false;
}

/** True for entities with one key, one column per property, no generated columns and no version. */
function isPlain<T>(meta: EntityMetadata<T>): boolean {
  const isColumn = ({ fieldNames, generated }: EntityProperty<T>): boolean =>
    fieldNames.length === 1 && !generated;
  return !meta.compositePK && !meta.hasOptimisticLock() && meta.props.every(isColumn);
}

function isOfShape<T>(row: EntityDictionary<T>, changed: readonly EntityProperty<T>[]): boolean {
  const isValue = ({ name, primary }: EntityProperty<T>): boolean =>
    !primary && name in row && !isRaw(row[name]);
  return Object.keys(row).length === changed.length && changed.every(isValue);
}
