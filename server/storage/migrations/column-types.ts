/** Names of column types, so that one migration describes the tables of every database the product runs on. */
export interface ColumnTypes {
  readonly id: string;
  readonly text: string;
  readonly count: string;
  /** Minor units. */
  readonly money: string;
  /** SQLite has no such type: there a moment is a whole number of milliseconds since 1970. */
  readonly instant: string;
  readonly json: string;
  /** Yes or no; SQLite writes it as 1 or 0. */
  readonly flag: string;
  /** What follows the closing bracket of a table. */
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
