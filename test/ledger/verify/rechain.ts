import { digestOfEntry } from '../../../server/ledger/chain/chain.js';
import { contentOfEntryRow, ENTRY_FIELDS, type EntryRow } from '../../../server/ledger/chain/chain-rows.js';
import { link } from '../../../server/ledger/chain/digest.js';
import type { TestLedger } from '../../support/ledger.js';
import { rawRows, rawSql } from '../../support/raw-sql.js';

/** Makes the hashes of all entries again, as somebody would who knows how and wants no trace. */
export async function rechain(ledger: TestLedger): Promise<void> {
  const rows = await rawRows<EntryRow & { origin: string }>(
    ledger,
    `select ${ENTRY_FIELDS}, o.hash as origin from entries e join transactions t on t.id = e.transaction_id
    join wallet_origins o on o.wallet_id = e.wallet_id order by e.wallet_id, e.sequence`,
  );
  let [walletId, head]: (string | null)[] = ['', ''];
  for (const row of rows) {
    if (row.wallet_id !== walletId) [walletId, head] = [row.wallet_id, row.origin];
    head = link(head ?? '', digestOfEntry(contentOfEntryRow(row)));
    await rawSql(ledger, 'update entries set hash = ? where id = ?', [head, row.id]);
    await rawSql(ledger, 'update wallets set chain_head = ? where id = ?', [head, row.wallet_id]);
  }
}
