import { digestOfEntry } from '../chain/chain.js';
import { contentOfEntryRow, digestOfTransactionRow, type EntryRow } from '../chain/chain-rows.js';
import { link } from '../chain/digest.js';
import { BALANCE_MAX_MINOR } from '../money/money.js';
import type { BrokenHashes } from './broken-hashes.js';
import { checkSetback } from './clock-setbacks.js';
import type { Problems } from './problems.js';

export type ChainedRow = EntryRow & {
  readonly hash: string | null;
  /** Hash that the chain of its wallet begins with. */
  readonly origin: string | null;
  /** The date that `clock_setbacks` has for it, when it is dated before the one before it. */
  readonly set_back_to: string | null;
};

/** The entries of one wallet, seen one after the other. */
export class Chain {
  readonly walletId: string | null;
  #sequence = 0;
  /** The balance that the last entry states, and the one it should have stated. They differ after a wrong entry only. */
  #stated = 0;
  #due = 0;
  #sum = 0n;
  /** The hash that the last entry states, and the one it should have stated. */
  #hash: string;
  #hashDue: string;
  /** Time of the last entry; -Infinity before the first one, undefined when the date cannot be trusted. */
  #createdAt: number | undefined = -Infinity;

  constructor({ wallet_id, origin }: ChainedRow) {
    this.walletId = wallet_id;
    this.#hash = this.#hashDue = origin ?? '';
  }

  /** Returns a chain that was checked up to an entry before. */
  static goingOnFrom(row: ChainedRow): Chain {
    const chain = new Chain(row);
    chain.#sequence = Number(row.sequence);
    chain.#stated = chain.#due = Number(row.balance_after);
    chain.#sum = BigInt(row.balance_after ?? 0);
    chain.#hash = chain.#hashDue = row.hash ?? '';
    chain.#createdAt = Number(row.created_at);
    return chain;
  }

  /** Sequence of the last entry; 0 before the first one. */
  get sequence(): number {
    return this.#sequence;
  }

  /** @param transaction Digest of the row's transaction, for a caller who has computed it already. */
  follow(
    row: ChainedRow,
    problems: Problems,
    broken: BrokenHashes,
    transaction = digestOfTransactionRow(row),
  ): void {
    const subject = { table: 'entries', id: row.id };
    const [sequence, amount, stated] = [row.sequence, row.amount, row.balance_after].map(Number) as [
      number,
      number,
      number,
    ];
    this.#sum += BigInt(row.amount ?? 0);
    const continues = sequence === this.#sequence + 1;
    if (!continues) {
      problems.add({
        code: 'ENTRY_SEQUENCE',
        subject,
        message: 'The sequence of an entry is one more than that of the entry before it',
        expected: String(this.#sequence + 1),
        found: String(sequence),
      });
    }
    const due = this.#due + amount;
    // After a wrong balance the next entry may continue either from it or from the right one, so that it is not blamed
    // for its neighbour. After a gap nobody knows what it should continue from.
    const fits = stated === due || stated === this.#stated + amount;
    if (Math.abs(stated) > BALANCE_MAX_MINOR || (continues && !fits)) {
      problems.add({
        code: 'ENTRY_BALANCE',
        subject,
        message: 'The balance after an entry is the balance before it and its amount',
        expected: String(due),
        found: String(stated),
      });
    }
    const isItself = this.#checkHash(row, transaction, continues, broken);
    this.#checkDate(row, isItself, problems);
    this.#sequence = sequence;
    this.#stated = stated;
    this.#due = continues && !fits ? due : stated;
  }

  #checkHash(row: ChainedRow, transaction: string, continues: boolean, broken: BrokenHashes): boolean {
    const digest = digestOfEntry(contentOfEntryRow(row, transaction));
    const due = link(this.#hash, digest);
    const stated = row.hash ?? '';
    // As with balances, an entry is not blamed for the one before it.
    const fits = stated === due || stated === link(this.#hashDue, digest);
    if (continues && !fits) broken.add(row, due);
    this.#hash = stated;
    this.#hashDue = continues && !fits ? due : stated;
    return continues && fits;
  }

  /** Checks the date of an entry against the one before, unless one of them was changed. */
  #checkDate(row: ChainedRow, isItself: boolean, problems: Problems): void {
    const before = this.#createdAt;
    this.#createdAt = isItself ? Number(row.created_at) : undefined;
    if (before === undefined || this.#createdAt === undefined) return;
    checkSetback(row, this.#createdAt < before, problems);
  }

  end(problems: Problems): void {
    if (this.#sum === BigInt(this.#stated)) return;
    problems.add({
      code: 'WALLET_ENTRY_SUM',
      subject: { table: 'wallets', id: this.walletId },
      message: 'The entries of a wallet add up to the balance after the last one',
      expected: String(this.#sum),
      found: String(this.#stated),
    });
  }
}
