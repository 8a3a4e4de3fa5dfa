import { v7 } from 'uuid';
import type { Clock } from '../../server/ledger/model/clock.js';
import type { OwnedWallet, TestLedger } from './ledger.js';
import { rawSql, recountVolumes } from './raw-sql.js';

/**
 * Writes many bare transactions into one wallet, without entries: raw SQL makes in seconds what the ledger would take
 * minutes for. Ids follow each other in the order in which they are made.
 */
export async function insertTransactions(
  t: Pick<TestLedger, 'storage'> & { readonly clock: Clock },
  wallet: Pick<OwnedWallet, 'id'>,
  count: number,
): Promise<void> {
  const prefix = nextPrefix();
  const onSqlite = t.storage.engine === 'sqlite';
  const hex = onSqlite ? "printf('%012x', n)" : "lpad(to_hex(n), 12, '0')";
  const metadata = `'{"channel":"mobile","n":' || n || '}'`;
  await rawSql(
    t,
    `with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ?)
     insert into transactions (id, type, status, amount, currency, source_wallet_id, destination_wallet_id,
       initiated_by_id, reference, description, metadata, created_at, posted_at)
     select ? || '-' || ${hex}, 'DEPOSIT', 'POSTED', 1 + n % 1000, w.currency, h.id, w.id, w.owner_id,
       'R-' || n, 'Market day, stall ' || n, ${onSqlite ? metadata : `(${metadata})::json`}, ?, ?
     from numbers, wallets w join wallets h on h.currency = w.currency and h.kind = 'TREASURY' where w.id = ?`,
    [count, prefix, t.clock.now(), t.clock.now(), wallet.id],
  );
  await recountVolumes(t);
}

let lastPrefix = '';

/** The part of an id that changes with every millisecond: a machine that is fast calls twice within one. */
function nextPrefix(): string {
  let prefix = lastPrefix;
  while (prefix === lastPrefix) prefix = v7().slice(0, 23);
  lastPrefix = prefix;
  return prefix;
}
