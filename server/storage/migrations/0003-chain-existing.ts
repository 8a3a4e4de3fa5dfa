import { digestOfEntry, digestOfWallet } from '../../ledger/chain/chain.js';
import {
  contentOfEntryRow,
  contentOfWalletRow,
  ENTRY_FIELDS,
  WALLET_FIELDS,
  type EntryRow,
  type WalletRow,
} from '../../ledger/chain/chain-rows.js';
import { link } from '../../ledger/chain/digest.js';

const PAGE_ROWS = 1_000;

/** Runs one statement inside the migration. */
type Execute = (sql: string, params?: unknown[]) => Promise<unknown[]>;

/** Chains the wallets and entries of earlier versions, a page in memory at a time. */
export async function chainExisting(execute: Execute): Promise<void> {
  await beginChains(execute);
  await execute('insert into wallet_origins (wallet_id, hash) select id, chain_head from wallets');
  await chainEntries(execute);
  await execute(
    `update wallets set chain_head = (
      select hash from entries e where e.wallet_id = wallets.id and e.sequence = wallets.sequence)
    where sequence > 0`,
  );
}

async function beginChains(execute: Execute): Promise<void> {
  for (let after = '', full = true; full;) {
    const rows = (await execute(
      `select ${WALLET_FIELDS} from wallets where id > ? order by id limit ${PAGE_ROWS}`,
      [after],
    )) as WalletRow[];
    await store(
      execute,
      'wallets set chain_head',
      rows.map((row) => [row.id, digestOfWallet(contentOfWalletRow(row))]),
    );
    after = rows.at(-1)?.id ?? '';
    full = rows.length === PAGE_ROWS;
  }
}

async function chainEntries(execute: Execute): Promise<void> {
  type Row = EntryRow & { readonly chain_head: string };
  let last: Row | undefined;
  let head = '';
  for (let full = true; full;) {
    const rows = (await execute(
      `select ${ENTRY_FIELDS}, w.chain_head from entries e
      join wallets w on w.id = e.wallet_id join transactions t on t.id = e.transaction_id
      where (e.wallet_id, e.sequence) > (?, ?) order by e.wallet_id, e.sequence limit ${PAGE_ROWS}`,
      [last?.wallet_id ?? '', Number(last?.sequence ?? 0)],
    )) as Row[];
    const hashes = rows.map((row) => {
      if (row.wallet_id !== last?.wallet_id) head = row.chain_head;
      last = row;
      head = link(head, digestOfEntry(contentOfEntryRow(row)));
      return [row.id, head];
    });
    await store(execute, 'entries set hash', hashes);
    full = rows.length === PAGE_ROWS;
  }
}

/** @param target Table and column, as an UPDATE names them. */
async function store(
  execute: Execute,
  target: string,
  values: readonly (readonly (string | null)[])[],
): Promise<void> {
  if (values.length === 0) return;
  await execute(
    `with made (id, value) as (values ${values.map(() => '(?, ?)').join(', ')})
    update ${target} = made.value from made where ${target.split(' ', 1)[0] ?? ''}.id = made.id`,
    values.flat(),
  );
}
