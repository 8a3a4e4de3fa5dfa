import type { EntityManager } from '@mikro-orm/core';
import { selectInTransaction } from './sql.js';

/** Maximum number of rows in a part, few enough that the ledger hardly waits while a background job looks through them. */
const PART_ROWS = 10_000;

/** A condition on the key of a table, which holds for the rows of one part. */
export interface Part {
  readonly $gt: string;
  readonly $lte?: string;
}

/**
 * Goes through a table part by part, round and round, for background jobs that look for rows that have expired. So none of
 * them holds the write lock for longer the larger its table is, and no index has to be kept for it.
 */
export class Walk {
  #after = '';

  /** @param key The column that its rows are in the order of, which is a text. */
  constructor(
    private readonly table: string,
    private readonly key: string,
    private readonly rows = PART_ROWS,
  ) {}

  /** Returns the next part; the first one again after the last. */
  async next(em: EntityManager): Promise<Part> {
    const { table, key, rows } = this;
    const after = this.#after;
    const [last] = await selectInTransaction<{ key: string }>(
      em,
      `select ${key} as key from ${table} where ${key} > ? order by ${key} limit 1 offset ?`,
      [after, rows - 1],
    );
    this.#after = last?.key ?? '';
    return { $gt: after, ...(last && { $lte: last.key }) };
  }
}
