import { setImmediate as nextTurn } from 'node:timers/promises';
import { BALANCE_MAX_MINOR } from '../money.js';
import type { Snapshot } from '../snapshot.js';
import type { Problems } from './problems.js';

interface EntryRow {
  readonly id: string;
  readonly wallet_id: string;
  readonly sequence: number;
  readonly amount: number;
  readonly balance_after: number;
}

/**
 * Walks the entries of each wallet in their sequence, a page in memory at a time: sequences count from 1 without a gap,
 * each balance continues the one before it, and the entries add up to the last balance.
 */
export async function checkChains(snapshot: Snapshot, problems: Problems, pageRows: number): Promise<void> {
  let chain: Chain | undefined;
  let last: EntryRow | undefined;
  for (;;) {
    const page = await readPage(snapshot, last, pageRows);
    for (const entry of page) {
      if (chain?.walletId !== entry.wallet_id) {
        chain?.end(problems);
        chain = new Chain(entry.wallet_id);
      }
      chain.follow(entry, problems);
    }
    last = page.at(-1);
    if (page.length < pageRows) break;
    await nextTurn();
  }
  chain?.end(problems);
}

async function readPage(snapshot: Snapshot, after: EntryRow | undefined, limit: number): Promise<EntryRow[]> {
  const rows = await snapshot.rows<Record<keyof EntryRow, string | number>>(
    `select id, wallet_id, sequence, amount, balance_after from entries
    ${after ? 'where (wallet_id, sequence) > (?, ?)' : ''} order by wallet_id, sequence limit ${limit}`,
    after ? [after.wallet_id, after.sequence] : [],
  );
  return rows.map((row) => ({
    id: String(row.id),
    wallet_id: String(row.wallet_id),
    sequence: Number(row.sequence),
    amount: Number(row.amount),
    balance_after: Number(row.balance_after),
  }));
}

/** The entries of one wallet, seen one after the other. */
class Chain {
  #sequence = 0;
  /** The balance that the last entry states, and the one it should have stated. They differ after a wrong entry only. */
  #stated = 0;
  #due = 0;
  #sum = 0n;

  constructor(readonly walletId: string) {}

  follow(entry: EntryRow, problems: Problems): void {
    const subject = { table: 'entries', id: entry.id };
    this.#sum += BigInt(entry.amount);
    const continues = entry.sequence === this.#sequence + 1;
    if (!continues) {
      problems.add({
        code: 'ENTRY_SEQUENCE',
        subject,
        message: 'The sequence of an entry is one more than that of the entry before it',
        expected: String(this.#sequence + 1),
        found: String(entry.sequence),
      });
    }
    const due = this.#due + entry.amount;
    // After a wrong balance the next entry may continue either from it or from the right one, so that it is not blamed
    // for its neighbour. After a gap nobody knows what it should continue from.
    const fits = entry.balance_after === due || entry.balance_after === this.#stated + entry.amount;
    if (Math.abs(entry.balance_after) > BALANCE_MAX_MINOR || (continues && !fits)) {
      problems.add({
        code: 'ENTRY_BALANCE',
        subject,
        message: 'The balance after an entry is the balance before it and its amount',
        expected: String(due),
        found: String(entry.balance_after),
      });
    }
    this.#sequence = entry.sequence;
    this.#stated = entry.balance_after;
    this.#due = continues && !fits ? due : entry.balance_after;
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
