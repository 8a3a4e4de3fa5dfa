import { setImmediate as nextTurn } from 'node:timers/promises';
import { digestOfWallet } from '../chain/chain.js';
import { contentOfWalletRow, WALLET_FIELDS, type WalletRow } from '../chain/chain-rows.js';
import type { Snapshot } from '../database/snapshot.js';
import { systemWalletId } from '../model/ids.js';
import { isCurrency } from '../money/currencies.js';
import type { Problems } from './problems.js';
import { listedPages } from './row-check.js';
import type { Scope } from './scope.js';

type Row = WalletRow & {
  readonly hash: string | null;
  readonly shard: number | string;
  readonly shard_of: string | null;
};

const ORIGINS = `select ${WALLET_FIELDS}, o.hash, shard, shard_of from wallets left join wallet_origins o on o.wallet_id = id`;

/** Each wallet is still what it was when it was opened: the same owner, kind, currency and time. */
export async function checkOrigins(
  snapshot: Snapshot,
  problems: Problems,
  { since, pageRows }: Scope,
): Promise<void> {
  if (since) {
    const moved = { sql: 'select wallet_id as id from entries where id > ?', params: [since.entryId] };
    for (const { sql, params } of await listedPages(snapshot, pageRows, moved)) {
      for (const row of await snapshot.rows<Row>(`${ORIGINS} where ${sql} order by id`, params))
        checkOrigin(problems, row);
      await nextTurn();
    }
    return;
  }
  let after = '';
  for (let full = true; full;) {
    const page = await snapshot.rows<Row>(`${ORIGINS} where id > ? order by id limit ${pageRows}`, [after]);
    for (const row of page) checkOrigin(problems, row);
    after = page.at(-1)?.id ?? '';
    full = page.length === pageRows;
    await nextTurn();
  }
  await checkThatNoneIsMissing(snapshot, problems);
}

function checkOrigin(problems: Problems, row: Row): void {
  checkShard(problems, row);
  const digest = digestOfWallet(contentOfWalletRow(row));
  if (digest === row.hash) return;
  problems.add({
    code: 'WALLET_ORIGIN',
    subject: { table: 'wallets', id: row.id },
    message: 'A wallet has the owner, kind, currency and time that it was opened with',
    expected: row.hash ?? 'none',
    found: digest,
  });
}

/** A wallet that was removed leaves its origin behind. */
async function checkThatNoneIsMissing(snapshot: Snapshot, problems: Problems): Promise<void> {
  const rows = await snapshot.rows<{ id: string }>(
    'select wallet_id as id from wallet_origins except select id from wallets order by 1',
  );
  for (const { id } of rows) {
    problems.add({
      code: 'WALLET_MISSING',
      subject: { table: 'wallets', id },
      message: 'A wallet that was opened is there',
      expected: id,
      found: 'none',
    });
  }
}

/** The id of a shard says which treasury it is a part of, and which part. */
function checkShard(problems: Problems, { id, currency, shard, shard_of }: Row): void {
  if (Number(shard) === 0 && shard_of === null) return;
  const known = currency !== null && isCurrency(currency);
  const due = known ? systemWalletId('TREASURY', currency, Number(shard)) : 'none';
  if (due === id && known && systemWalletId('TREASURY', currency) === shard_of) return;
  problems.add({
    code: 'WALLET_SHARD',
    subject: { table: 'wallets', id },
    message: 'The id of a shard follows from the currency and the number',
    expected: due,
    found: id ?? 'none',
  });
}
