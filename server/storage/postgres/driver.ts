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
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { BindingPostgresConnection } from './connection.js';
import { LedgerPostgresPlatform } from './platform.js';
import { isOfShape, isPlain } from '../row-shapes.js';

type InsertOptions<T> = NativeInsertUpdateManyOptions<T>;
type UpdateOptions<T> = InsertOptions<T> & UpsertManyOptions<T>;

/**
 * MikroORM's driver for PostgreSQL with a connection that binds, and with one statement for many rows whatever their number:
 * each column goes as an array. MikroORM's own statements have all rows in their text.
 */
export class LedgerPostgresDriver extends PostgreSqlDriver {
  protected override readonly platform = new LedgerPostgresPlatform();
  protected override readonly connection = new BindingPostgresConnection(this.config);

  override async nativeInsertMany<T extends object>(
    entityName: EntityName<T>,
    data: EntityDictionary<T>[],
    options: InsertOptions<T> = {},
    transform?: (sql: string) => string,
  ): Promise<QueryResult<T>> {
    const meta = this.metadata.get(entityName);
    const given = meta.props.filter(({ name }) => data.some((row) => name in row));
    if (
      transform ||
      options.upsert ||
      options.convertCustomTypes !== false ||
      !isPlain(meta) ||
      !data.every((row) => isOfShape(row, given))
    ) {
      return super.nativeInsertMany(entityName, data, options, transform);
    }
    const columns = given.map((property) => this.#columnOf(property));
    const sql =
      `insert into ${this.getTableName(meta, options)} (${columns.join(', ')}) ` +
      `select * from unnest(${arraysFor(given)})`;
    const arrays = given.map(({ name }) => data.map((row): unknown => row[name] ?? null));
    return this.rethrow(this.#run<T>(sql, arrays, options));
  }

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
    if (
      transform ||
      options.upsert ||
      options.convertCustomTypes !== false ||
      meta.compositePK ||
      !isPlain(meta) ||
      !data.every(isChange)
    ) {
      return super.nativeUpdateMany(entityName, where, data, options, transform);
    }
    const key = meta.getPrimaryProp();
    const table = this.getTableName(meta, options);
    const columns = [key, ...changed].map((property) => this.#columnOf(property));
    const [id = '', ...set] = columns;
    const sql =
      `update ${table} set ${set.map((column) => `${column} = made.${column}`).join(', ')} ` +
      `from unnest(${arraysFor([key, ...changed])}) as made (${columns.join(', ')}) where ${table}.${id} = made.${id}`;
    const arrays = [
      where.map((each) => Utils.extractPK(each, meta)),
      ...changed.map(({ name }) => data.map((row): unknown => row[name] ?? null)),
    ];
    return this.rethrow(this.#run<T>(sql, arrays, options));
  }

  async #run<T>(sql: string, arrays: unknown[][], options: InsertOptions<T>): Promise<QueryResult<T>> {
    return this.connection.bound<QueryResult<T>>(sql, arrays, 'run', options.ctx, options.loggerContext);
  }

  #columnOf<T>({ fieldNames: [name = ''] }: EntityProperty<T>): string {
    return this.platform.quoteIdentifier(name);
  }
}

/** Lists the parameters for the values of properties, one array each. */
function arraysFor<T>(properties: readonly EntityProperty<T>[]): string {
  return properties.map((property, index) => `$${String(index + 1)}::${columnType(property)}[]`).join(', ');
}

/** Returns the type of a property's column, as the migrations make it. */
function columnType<T>(property: EntityProperty<T>): string {
  if (property.targetMeta) return columnType(property.targetMeta.getPrimaryProp());
  if (property.runtimeType === 'number' || property.runtimeType === 'Date') return 'bigint';
  if (property.runtimeType === 'boolean') return 'boolean';
  return property.runtimeType === 'string' ? 'text' : 'json';
}
