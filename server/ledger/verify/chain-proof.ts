import { setImmediate as nextTurn } from 'node:timers/promises';
import { digestOfTransactionRow, ENTRY_FIELDS } from '../chain/chain-rows.js';
import type { Snapshot } from '../database/snapshot.js';
import { BrokenHashes } from './broken-hashes.js';
import { Problems } from './problems.js';
import type { Scope } from './scope.js';
import { Chain, type ChainedRow } from './wallet-chain.js';

/** A SELECT of entries with all that their hashes are made of. */
export const CHAINED_ROWS = `
  select ${ENTRY_FIELDS}, e.hash, o.hash as origin, cast(s.created_at as text) as set_back_to from entries e
  left join wallet_origins o on o.wallet_id = e.wallet_id
  left join clock_setbacks s on s.wallet_id = e.wallet_id and s.sequence = e.sequence
  left join transactions t on t.id = e.transaction_id`;

/** Maximum number of wallets whose last entry is kept in memory, for each row of a page; those of others are read again. */
const KEPT_CHAINS_A_ROW = 50;

/**
 * Tells whether each entry continues the one before it in its wallet, reading them in the order of their ids. That is the
 * order in which they were made and lie on the disk, so that neighbours are read together; and the two entries of a
 * transaction come one after the other, so that it is hashed once. An entry that comes before its predecessor, as those of
 * two processes may, is compared with the predecessor in the database.
 */
export async function chainsHold(snapshot: Snapshot, { since, pageRows }: Scope): Promise<boolean> {
  if (since && (await comesBeforeTheMark(snapshot, since.entryId))) return false;
  const chains = new Chains(snapshot, pageRows * KEPT_CHAINS_A_ROW);
  let after = since?.entryId ?? '';
  for (let full = true; full;) {
    const page = await snapshot.rows<ChainedRow>(
      `${CHAINED_ROWS} where e.id > ? order by e.id limit ${pageRows}`,
      [after],
    );
    for (const row of page) {
      if (!chains.leadTo(row)) await chains.readBefore(row);
      chains.follow(row);
    }
    if (!chains.hold) return false;
    after = page.at(-1)?.id ?? '';
    full = page.length === pageRows;
    await nextTurn();
  }
  return chains.end();
}

/** True when an entry has an id from before the mark although it comes after one from behind it. */
async function comesBeforeTheMark(snapshot: Snapshot, mark: string): Promise<boolean> {
  // The cast keeps the database from reading all entries in the order of their wallets.
  const [found] = await snapshot.rows(
    `select wallet_id from (select cast(wallet_id as text) as wallet_id, min(sequence) as first, count(*) as entries from entries
      where id > ? group by cast(wallet_id as text)) as recent
    where entries <> (select count(*) from entries e where e.wallet_id = recent.wallet_id and e.sequence >= first)
    limit 1`,
    [mark],
  );
  return found !== undefined;
}

/** The chains of all wallets at once. */
class Chains {
  readonly #chains = new Map<string | null, Chain>();
  readonly #problems = new Problems();
  readonly #broken = new BrokenHashes();
  #transaction: { readonly id: string | null; readonly digest: string } | undefined;

  constructor(
    private readonly snapshot: Snapshot,
    private readonly keptMax: number,
  ) {}

  get hold(): boolean {
    return this.#problems.total === 0 && this.#broken.isEmpty;
  }

  /** True when the entry before this one is in memory. */
  leadTo({ wallet_id: walletId, sequence }: ChainedRow): boolean {
    return this.#chains.get(walletId)?.sequence === Number(sequence) - 1;
  }

  async readBefore(row: ChainedRow): Promise<void> {
    const [before] = await this.snapshot.rows<ChainedRow>(
      `${CHAINED_ROWS} where e.wallet_id = ? and e.sequence = ?`,
      [row.wallet_id, Number(row.sequence) - 1],
    );
    this.#end(this.#chains.get(row.wallet_id));
    if (this.#chains.size === this.keptMax) {
      const [oldest] = this.#chains.values();
      this.#end(oldest);
    }
    this.#chains.set(row.wallet_id, before ? Chain.goingOnFrom(before) : new Chain(row));
  }

  follow(row: ChainedRow): void {
    const chain = this.#chains.get(row.wallet_id);
    chain?.follow(row, this.#problems, this.#broken, this.#digestOfTransaction(row));
  }

  end(): boolean {
    for (const chain of this.#chains.values()) chain.end(this.#problems);
    return this.hold;
  }

  #end(chain: Chain | undefined): void {
    if (!chain) return;
    chain.end(this.#problems);
    this.#chains.delete(chain.walletId);
  }

  #digestOfTransaction(row: ChainedRow): string {
    if (this.#transaction?.id !== row.t_id)
      this.#transaction = { id: row.t_id, digest: digestOfTransactionRow(row) };
    return this.#transaction.digest;
  }
}
