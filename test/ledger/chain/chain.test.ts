import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { expect, test } from '@jest/globals';
import { books, type Books } from '../../support/books.js';
import { depositTo, transferFrom, withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';

const sha256 = (...parts: (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const digestOf = (value: object): Buffer => sha256(canonicalize(value) ?? '');
const time = (ms: number): string => new Date(ms).toISOString();

/** The hashes of all entries by id and the heads of all wallets by id, as docs/integrity.md says, straight from the rows. */
function chainsOf({ wallets, transactions, entries }: Books): [string, string][] {
  const made: [string, string][] = [];
  for (const wallet of wallets) {
    let head = digestOf({
      v: 1,
      id: wallet.id,
      ownerId: wallet.owner_id,
      kind: wallet.kind,
      currency: wallet.currency,
      createdAt: time(wallet.created_at),
    });
    for (const entry of entries.filter(({ wallet_id: id }) => id === wallet.id)) {
      const row = transactions.find(({ id }) => id === entry.transaction_id);
      if (!row) throw new Error('Every entry has a transaction');
      const transaction = digestOf({
        v: 1,
        id: row.id,
        type: row.type,
        amount: String(row.amount),
        currency: row.currency,
        sourceWalletId: row.source_wallet_id,
        destinationWalletId: row.destination_wallet_id,
        initiatedById: row.initiated_by_id,
        reference: row.reference,
        description: row.description,
        metadata: row.metadata === null ? null : (JSON.parse(row.metadata) as object),
        createdAt: time(row.created_at),
        reversalOfId: row.reversal_of_id,
      }).toString('hex');
      const content = digestOf({
        v: 1,
        id: entry.id,
        walletId: entry.wallet_id,
        sequence: entry.sequence,
        transactionId: entry.transaction_id,
        currency: wallet.currency,
        amount: String(entry.amount),
        balanceAfter: String(entry.balance_after),
        createdAt: time(entry.created_at),
        transaction,
      });
      head = sha256(head, content);
      made.push([entry.id, head.toString('hex')]);
    }
    made.push([wallet.id, head.toString('hex')]);
  }
  return made;
}

test('When money moves, then every entry is chained to its wallet, and the wallet to what it is', async () => {
  const t = await TestLedger.open();
  const amina = await t.wallet();
  const brian = await t.wallet();
  await t.wallet({ currency: 'JPY' });
  const metadata = { z: [1.5, -0, 1e21, true, null], a: { 'é\u{1f600}': 'ü', '': '' } };
  await Promise.all([
    t.ledger.submit({ ...depositTo(amina, 1_000), metadata, description: 'Été “Ü”\n', reference: 'r/1' }),
    t.ledger.submit(transferFrom(amina, { walletId: brian.id }, 300)),
    t.ledger.submit(transferFrom(amina, { walletId: brian.id }, 200)),
  ]);
  t.clock.advance(1);
  await t.ledger.submit(withdrawFrom(brian, 100));

  const stored = await books(t.storage);
  expect(stored.entries).toHaveLength(8);
  const storedChains: [string, string][] = [
    ...stored.entries.map((entry): [string, string] => [entry.id, entry.hash]),
    ...stored.wallets.map((wallet): [string, string] => [wallet.id, wallet.chain_head]),
  ];
  expect(new Map(storedChains)).toEqual(new Map(chainsOf(stored)));
});
