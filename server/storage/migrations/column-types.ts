/** Names of column types, so that one migration describes the tables of every database the product runs on. */
export interface ColumnTypes {
  readonly id: string;
  readonly text: string;
  readonly count: string;
  /** Minor units. */
  readonly money: string;
  /** An instant; on SQLite, which has no such type, a whole number of milliseconds since 1970. */
  readonly instant: string;
  readonly json: string;
  /** A boolean; on SQLite 1 or 0. */
  readonly flag: string;
  /** Options after the closing bracket of a CREATE TABLE. */
  readonly tableOptions: string;
}

/** STRICT refuses a value of another type; WITHOUT ROWID keeps a table in the order of its primary key. */
export const SQLITE_TYPES: ColumnTypes = {
  id: 'text',
  text: 'text',
  count: 'integer',
  money: 'integer',
  instant: 'integer',
  json: 'text',
  flag: 'integer',
  tableOptions: 'strict, without rowid',
};
