import type { EntityManager } from '@mikro-orm/core';
import { digestOfWallet } from '../chain/chain.js';
import {
  contentOfWalletRow,
  ENTRY_FIELDS,
  WALLET_FIELDS,
  type EntryRow,
  type WalletRow,
} from '../chain/chain-rows.js';
import { selectRows } from '../database/sql.js';
import { toCheckpoint, type Checkpoint, type CheckpointRow } from './checkpoint.js';
import type { Place } from './merkle-path.js';

/** Place of an entry, and the end of its wallet's chain in the first checkpoint that covers it. */
export interface CoveredEntry {
  readonly entryId: string;
  readonly walletId: string;
  readonly sequence: number;
  /** The sequence of the last entry that the checkpoint covers. */
  readonly covered: number;
  readonly leafIndex: number;
  readonly checkpoint: number;
}

export async function findCoveredEntries(
  em: EntityManager,
  entryIds: readonly string[],
): Promise<CoveredEntry[]> {
  return selectRows<CoveredEntry>(
    em,
    `with wanted (id) as (values ${rowsOf('(?)', entryIds)})
    select e.id as "entryId", e.wallet_id as "walletId", e.sequence, l.sequence as covered,
      l.leaf_index as "leafIndex", l.checkpoint
    from wanted join entries e on e.id = wanted.id
    join checkpoint_leaves l on l.wallet_id = e.wallet_id and l.sequence = (
      select min(sequence) from checkpoint_leaves where wallet_id = e.wallet_id and sequence >= e.sequence)`,
    entryIds,
  );
}

/** The checkpoints by their number, each with the key that it says it was signed by. */
export async function findSigned(
  em: EntityManager,
  entries: readonly CoveredEntry[],
): Promise<Map<number, Checkpoint & { readonly publicKey: string }>> {
  const numbers = [...new Set(entries.map(({ checkpoint }) => checkpoint))];
  const rows = await selectRows<CheckpointRow & { readonly public_key: string }>(
    em,
    `with wanted (number) as (values ${rowsOf('(?)', numbers)})
    select c.*, k.public_key from wanted join checkpoints c on c.number = wanted.number
    join signing_keys k on k.id = c.key_id`,
    numbers,
  );
  return new Map(rows.map((row) => [row.number, { ...toCheckpoint(row), publicKey: row.public_key }]));
}

/** Finds the hashes that the chains of the wallets begin with. */
export async function findBeginnings(
  em: EntityManager,
  entries: readonly CoveredEntry[],
): Promise<Map<string, string>> {
  const ids = [...new Set(entries.map(({ walletId }) => walletId))];
  const rows = await selectRows<WalletRow>(
    em,
    `with wanted (wanted_id) as (values ${rowsOf('(?)', ids)})
    select ${WALLET_FIELDS} from wanted join wallets on id = wanted_id`,
    ids,
  );
  return new Map(rows.map((row) => [row.id ?? '', digestOfWallet(contentOfWalletRow(row))]));
}

/** Entries by wallet and sequence: each one covered, the one before it, and those up to where its cover ends. */
export async function findChains(
  em: EntityManager,
  entries: readonly CoveredEntry[],
): Promise<Map<string, Map<number, EntryRow & { readonly hash: string }>>> {
  // Neighbours mostly share what follows them, so each stretch of a chain is read once.
  const stretches = new Map<
    string,
    { readonly walletId: string; readonly first: number; readonly last: number }
  >();
  for (const { walletId, sequence, covered } of entries) {
    const key = `${walletId} ${covered}`;
    const first = Math.min(stretches.get(key)?.first ?? sequence, sequence - 1);
    stretches.set(key, { walletId, first, last: covered });
  }
  const rows = await selectRows<EntryRow & { readonly hash: string }>(
    em,
    `with wanted (wallet_id, first, last) as (values ${rowsOf('(?, ?, ?)', [...stretches])})
    select ${ENTRY_FIELDS}, e.hash
    from wanted join entries e on e.wallet_id = wanted.wallet_id and e.sequence between wanted.first and wanted.last
    join transactions t on t.id = e.transaction_id`,
    [...stretches.values()].flatMap(({ walletId, first, last }) => [walletId, first, last]),
  );
  const chains = new Map<string, Map<number, EntryRow & { readonly hash: string }>>();
  for (const row of rows) {
    const walletId = row.wallet_id ?? '';
    const chain = chains.get(walletId) ?? new Map<number, EntryRow & { readonly hash: string }>();
    chains.set(walletId, chain.set(Number(row.sequence), row));
  }
  return chains;
}

/** Hashes of nodes as of a checkpoint, by `<level> <index> <checkpoint>`. */
export async function findNodes(
  em: EntityManager,
  places: readonly (Place & { readonly checkpoint: number })[],
): Promise<Map<string, string>> {
  if (places.length === 0) return new Map();
  const rows = await selectRows<{ level: number; place: number; checkpoint: number; hash: string | null }>(
    em,
    `with wanted (level, place, checkpoint) as (values ${rowsOf('(?, ?, ?)', places)})
    select level, place, checkpoint, (
      select hash from checkpoint_nodes n
      where n.level = wanted.level and n.place = wanted.place and n.checkpoint <= wanted.checkpoint
      order by n.checkpoint desc limit 1) as hash
    from wanted`,
    places.flatMap(({ level, index, checkpoint }) => [level, index, checkpoint]),
  );
  return new Map(
    rows.flatMap(({ level, place, checkpoint, hash }) =>
      hash === null ? [] : [[`${level} ${place} ${checkpoint}`, hash] as const],
    ),
  );
}

function rowsOf(row: string, items: readonly unknown[]): string {
  return items.map(() => row).join(', ');
}
