import { setImmediate as nextTurn } from 'node:timers/promises';
import { shortlyBeforeTheNewest } from '../database/newest.js';
import type { Snapshot } from '../database/snapshot.js';

const PAGE_ROWS = 2_000;

/**
 * Maximum number of entries of one wallet in a checkpoint, so that a receipt, which has a hash for each of them, stays
 * small. A wallet with more new entries gets several checkpoints in a row.
 */
const ENTRIES_MAX = 5_000;

/** A wallet whose chain has grown since its last leaf, or that has no leaf, with the entry that its next leaf covers. */
export interface ChangedWallet {
  readonly walletId: string;
  readonly sequence: number;
  /** The hash of the entry of that sequence. */
  readonly head: string;
  readonly leafIndex: number | null;
}

/**
 * Position of the search: in all wallets, or afterwards in the entries made since, so that its cost grows with the
 * activity and not with the number of wallets. Ids are in the order of time.
 */
export type Search =
  | { readonly of: 'wallets'; readonly after: string; readonly entriesFrom: string }
  | { readonly of: 'entries'; readonly after: string };

export interface Found {
  readonly changed: readonly ChangedWallet[];
  /** Position from which the next search continues. */
  readonly next: Search;
  /** False when the search stopped early: it had found enough wallets, or one that needs a further checkpoint. */
  readonly complete: boolean;
}

/** A search through all wallets, and then through what is newer than the newest entry now. */
export async function searchOfAll(snapshot: Snapshot): Promise<Search> {
  return { of: 'wallets', after: '', entriesFrom: await shortlyBeforeTheNewest(snapshot, 'entries') };
}

/**
 * @param wanted Number of wallets after which the search stops at the end of a page.
 * @param entriesMax Maximum number of entries of one wallet in a checkpoint.
 */
export async function findChanged(
  snapshot: Snapshot,
  search: Search,
  wanted: number,
  entriesMax = ENTRIES_MAX,
): Promise<Found> {
  const changed: ChangedWallet[] = [];
  const seen = new Set<string>();
  let { after } = search;
  for (;;) {
    const page = await readPage(snapshot, search.of, after);
    const fresh = [...new Set(page.map(({ wallet_id }) => wallet_id))].filter((id) => !seen.has(id));
    for (const id of fresh) seen.add(id);
    const found = await changedAmong(snapshot, fresh, entriesMax);
    changed.push(...found);
    // The next search reads this page again, after these entries are covered.
    if (found.some(({ isAll }) => !isAll)) return { changed, next: { ...search, after }, complete: false };
    after = page.at(-1)?.id ?? after;
    if (page.length < PAGE_ROWS) break;
    if (changed.length >= wanted) return { changed, next: { ...search, after }, complete: false };
    await nextTurn();
  }
  if (search.of === 'wallets') {
    return { changed, next: { of: 'entries', after: search.entriesFrom }, complete: true };
  }
  return {
    changed,
    next: { of: 'entries', after: await shortlyBeforeTheNewest(snapshot, 'entries') },
    complete: true,
  };
}

async function readPage(
  snapshot: Snapshot,
  of: Search['of'],
  after: string,
): Promise<{ id: string; wallet_id: string }[]> {
  const select =
    of === 'wallets' ? 'select id, id as wallet_id from wallets' : 'select id, wallet_id from entries';
  return snapshot.rows(`${select} where id > ? order by id limit ${PAGE_ROWS}`, [after]);
}

async function changedAmong(
  snapshot: Snapshot,
  walletIds: readonly string[],
  entriesMax: number,
): Promise<(ChangedWallet & { readonly isAll: boolean })[]> {
  if (walletIds.length === 0) return [];
  const rows = await snapshot.rows<{
    id: string;
    last: number;
    sequence: number;
    head: string;
    leaf_index: number | null;
  }>(
    `with wanted (id) as (values ${walletIds.map(() => '(?)').join(', ')}),
    changed (id, last, chain_head, leaf_index, furthest) as (
      select w.id, w.sequence, w.chain_head, l.leaf_index, coalesce(l.sequence, 0) + ${entriesMax}
      from wanted join wallets w on w.id = wanted.id
      left join checkpoint_leaves l on l.wallet_id = w.id
        and l.sequence = (select max(sequence) from checkpoint_leaves where wallet_id = w.id)
      where l.sequence is null or l.sequence < w.sequence)
    select c.id, c.last, coalesce(e.sequence, c.last) as sequence, coalesce(e.hash, c.chain_head) as head, c.leaf_index
    from changed c left join entries e on e.wallet_id = c.id and e.sequence = c.furthest and c.furthest < c.last
    order by c.id`,
    walletIds,
  );
  return rows.map((row) => ({
    walletId: row.id,
    sequence: row.sequence,
    head: row.head,
    leafIndex: row.leaf_index,
    isAll: row.sequence === row.last,
  }));
}
