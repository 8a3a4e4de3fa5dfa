/** Every column of a row that is to be stored, apart from what is computed from others: null where there is nothing. */
export type NewRow<Row, Computed extends keyof Row = never> = {
  [Column in Exclude<Extract<keyof Row, string>, Computed>]-?: Exclude<Row[Column], undefined>;
};

/** Builds a row before it is stored. A column that is left out does not compile. */
export function newRow<Row extends object, Computed extends keyof Row = never>(
  Entity: new () => Row,
  columns: NewRow<Row, Computed>,
): Row {
  return Object.assign(new Entity(), columns);
}
