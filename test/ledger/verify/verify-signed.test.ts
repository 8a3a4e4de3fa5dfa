import { describe, expect, test } from '@jest/globals';
import { signedText, toCheckpoint, type CheckpointRow } from '../../../server/ledger/proof/checkpoint.js';
import type { SigningKey } from '../../../server/ledger/proof/signing-key.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { newSigningKey } from '../../support/proof.js';
import { rawRows, rawSql } from '../../support/raw-sql.js';
import { rechain } from './rechain.js';
import { TamperedBooks } from './tampering-fixture.js';

/** Signs a checkpoint again, for what its row says now. */
async function resign({ ledger }: TamperedBooks, number: number, key: SigningKey): Promise<void> {
  await rawSql(ledger, 'update checkpoints set key_id = ? where number = ?', [key.id, number]);
  const [row] = await rawRows<CheckpointRow>(ledger, 'select * from checkpoints where number = ?', [number]);
  if (!row) throw new Error('There is such a checkpoint');
  const signature = key.sign(signedText(toCheckpoint(row).content));
  await rawSql(ledger, 'update checkpoints set signature = ? where number = ?', [signature, number]);
  await rawSql(ledger, 'insert into signing_keys values (?, ?, ?) on conflict do nothing', [
    key.id,
    key.spki,
    row.created_at,
  ]);
}

async function codes(books: TamperedBooks): Promise<string[]> {
  return [...new Set((await books.problems()).map(({ code }) => code))].sort();
}

describe('When somebody rewrites the past and all its hashes', () => {
  test('then what was signed no longer is what is there, and each leaf is named', async () => {
    const books = await TamperedBooks.open();
    const [target] = await rawRows<{ id: string }>(
      books.ledger,
      `select id from transactions where type = 'TRANSFER' order by id limit 1`,
    );
    await rawSql(books.ledger, `update transactions set description = 'Nothing at all' where id = ?`, [
      target?.id ?? '',
    ]);
    await rechain(books.ledger);
    const problems = await books.problems();
    expect([...new Set(problems.map(({ code }) => code))].sort()).toEqual([
      'CHECKPOINT_LEAF',
      'RECORD_FINGERPRINT',
    ]);
    // Two wallets took part; every checkpoint after it that covers one of them says so.
    const named = problems.filter(({ code }) => code === 'CHECKPOINT_LEAF').map(({ subject }) => subject.id);
    const touched = await rawRows<{ id: string }>(
      books.ledger,
      `select l.wallet_id || ' ' || l.sequence as id from checkpoint_leaves l join entries e on e.wallet_id = l.wallet_id
      where e.transaction_id = ? and l.sequence >= e.sequence`,
      [target?.id ?? ''],
    );
    expect(named.sort()).toEqual(touched.map(({ id }) => id).sort());
  });

  test('and the tree and the root as well, then the signature is wrong', async () => {
    const books = await TamperedBooks.open();
    await rawSql(books.ledger, `update checkpoints set root = ? where number = 3`, ['a'.repeat(64)]);
    expect(await codes(books)).toEqual(['CHECKPOINT_ROOT', 'CHECKPOINT_SIGNATURE']);
  });

  test('and signs them by a key of their own, then that key is not the one that counts', async () => {
    const books = await TamperedBooks.open();
    await resign(books, 3, newSigningKey());
    expect(await codes(books)).toEqual(['CHECKPOINT_KEY']);
    const unaware = await verifyBooks(books.ledger.storage.reader, books.ledger.clock);
    expect(unaware.problems).toEqual([]);
  });

  test('and takes a checkpoint out of the middle, then the next one misses it', async () => {
    const books = await TamperedBooks.open();
    await rawSql(books.ledger, 'update checkpoints set previous = ? where number = 3', ['b'.repeat(64)]);
    await resign(books, 3, books.key);
    expect(await codes(books)).toEqual(['CHECKPOINT_PREVIOUS']);
  });
});
