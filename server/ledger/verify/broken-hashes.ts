import type { EntryRow } from '../chain/chain-rows.js';
import type { Problem, Problems } from './problems.js';

/** Maximum number of entries that are remembered; further ones are only counted. */
const REMEMBERED_MAX = 10_000;

/**
 * Entries whose hash is not that of what they say. When both entries of a transaction are, it is the transaction that was
 * changed, because its content is part of theirs.
 */
export class BrokenHashes {
  readonly #byTransaction = new Map<string, Problem[]>();
  #remembered = 0;
  #forgotten = 0;

  add(row: EntryRow & { readonly hash: string | null }, due: string): void {
    const problem: Problem = {
      code: 'ENTRY_HASH',
      subject: { table: 'entries', id: row.id },
      message: 'The hash of an entry is that of the hash before it and of what it and its transaction say',
      expected: due,
      found: row.hash ?? 'none',
    };
    // Without the transaction nobody can tell what was hashed, and that it is missing is found elsewhere.
    if (row.t_id === null || row.transaction_id === null) return;
    if (this.#remembered === REMEMBERED_MAX) {
      this.#forgotten += 1;
      return;
    }
    this.#remembered += 1;
    const sides = this.#byTransaction.get(row.transaction_id) ?? [];
    this.#byTransaction.set(row.transaction_id, [...sides, problem]);
  }

  /** True when nothing was added that will be reported. */
  get isEmpty(): boolean {
    return this.#remembered === 0;
  }

  report(problems: Problems): void {
    for (const [id, sides] of this.#byTransaction) {
      const [first] = sides;
      if (sides.length === 1 && first) {
        problems.add(first);
        continue;
      }
      problems.add({
        code: 'TRANSACTION_CONTENT',
        subject: { table: 'transactions', id },
        message: 'A transaction says what its entries were hashed with',
        expected: 'unchanged',
        found: 'changed',
      });
    }
    problems.addUnlisted(this.#forgotten);
  }
}
