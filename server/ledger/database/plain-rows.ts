import type { EntityManager } from '@mikro-orm/core';
import { readInstant } from './snapshot.js';
import { selectRows } from './sql.js';

/** Converts the values of a column; those of most are what they are. */
interface Converted {
  readonly name: string;
  readonly read: (value: unknown) => unknown;
}

interface Columns {
  readonly table: string;
  /** Names of the columns in the database, by those of the properties. */
  readonly names: ReadonlyMap<string, string>;
  readonly converted: readonly Converted[];
}

interface Further<Row> {
  /** Properties that the class computes from its columns. */
  readonly computed?: readonly (keyof Row & string)[];
  /** SQL for properties that are more than their column of the row with an alias. */
  readonly sql?: ReadonlyMap<keyof Row & string, (alias: string) => string>;
}

/**
 * Reads rows of an entity as plain objects, for answers. An EntityManager would keep each of them, to find out later what has
 * been changed: that takes longer than reading them.
 */
export class PlainRows<Row extends object> {
  readonly #computed: readonly (keyof Row & string)[];
  readonly #sql: ReadonlyMap<string, (alias: string) => string>;
  #columns: Columns | undefined;

  constructor(
    private readonly entity: new () => Row,
    { computed = [], sql = new Map() }: Further<Row> = {},
  ) {
    this.#computed = computed;
    this.#sql = sql;
  }

  /** Lists all columns for a SELECT, under the names of their properties. */
  columns(em: EntityManager, alias: string): string {
    return [...this.#columnsOf(em).names]
      .map(
        ([property, column]) =>
          `${this.#sql.get(property)?.(alias) ?? `${alias}.${column}`} as "${property}"`,
      )
      .join(', ');
  }

  /** Runs a SELECT of all `columns`. A further column comes as it is. */
  async select<Further extends object = object>(
    em: EntityManager,
    sql: string,
    params: readonly unknown[] = [],
  ): Promise<(Row & Further)[]> {
    const { converted } = this.#columnsOf(em);
    const rows = await selectRows<Record<string, unknown>>(em, sql, params);
    for (const row of rows) {
      for (const { name, read } of converted) if (row[name] !== null) row[name] = read(row[name]);
      for (const name of this.#computed) row[name] = Reflect.get(this.entity.prototype as object, name, row);
    }
    return rows as (Row & Further)[];
  }

  /** Finds the rows that have one of these values, in the order of another column where one is given. */
  async withOneOf(
    em: EntityManager,
    property: keyof Row & string,
    values: readonly string[],
    order?: keyof Row & string,
  ): Promise<Row[]> {
    const { table, names } = this.#columnsOf(em);
    const marks = values.map(() => '?').join(', ');
    const sorted = order === undefined ? '' : ` order by r.${String(names.get(order))}`;
    return this.select(
      em,
      `select ${this.columns(em, 'r')} from ${table} r where r.${String(names.get(property))} in (${marks})${sorted}`,
      values,
    );
  }

  #columnsOf(em: EntityManager): Columns {
    this.#columns ??= columnsIn(em, this.entity);
    return this.#columns;
  }
}

function columnsIn(em: EntityManager, entity: new () => object): Columns {
  const { tableName, props } = em.getMetadata().get(entity);
  return {
    table: tableName,
    names: new Map(props.map(({ name, fieldNames: [column = name] }) => [name, column])),
    converted: props.flatMap(({ name, type }) => {
      if (type === 'Date') return [{ name, read: (value) => readInstant(value as number) }];
      if (type === 'JsonType') return [{ name, read: (value) => JSON.parse(String(value)) as unknown }];
      return [];
    }),
  };
}
