import { expect, test } from '@jest/globals';
import { expectBooksToBalance } from '../../support/books.js';
import { TestLedger } from '../../support/ledger.js';
import { failureOf, refused, tally } from '../../support/outcome.js';
import { rawSql } from '../../support/raw-sql.js';

const TOO_MANY = refused('BAD_USER_INPUT', 'One user has at most 200 wallets', { walletsMax: 200 });

test('When ten open at once where there is room for five, then five open and the others are told', async () => {
  const t = await TestLedger.open();
  const { id: ownerId } = await t.user();
  const wanted = { ownerId, name: 'n', currency: 'KES' } as const;
  const first = await t.ledger.openWallet(wanted, 'first');
  for (let count = 1; count < 195; count += 1) {
    await rawSql(
      t,
      `insert into wallets (id, owner_id, kind, currency, name, status, posted, held, incoming, sequence, created_at,
         chain_head)
       select ?, owner_id, kind, currency, name, status, 0, 0, 0, 0, created_at, chain_head from wallets where id = ?`,
      [`wallet ${count}`, first.wallet.id],
    );
  }

  const open = async (owner: string, key?: string) =>
    t.ledger.openWallet({ ...wanted, ownerId: owner }, key).then(() => ({ code: 'OK' }), failureOf);
  const answers = await Promise.all(Array.from({ length: 10 }, async () => open(ownerId)));
  expect(tally(answers)).toEqual({ OK: 5, BAD_USER_INPUT: 5 });
  expect(answers.filter(({ code }) => code !== 'OK')).toEqual(Array(5).fill(TOO_MANY));

  const { wallets } = await expectBooksToBalance(t.storage);
  expect(wallets.filter((wallet) => wallet.owner_id === ownerId)).toHaveLength(200);
  // A replay returns the same wallet, and other people are not affected.
  expect(await t.ledger.openWallet(wanted, 'first')).toMatchObject({
    replayed: true,
    wallet: { id: first.wallet.id },
  });
  expect(await open((await t.user()).id)).toEqual({ code: 'OK' });
});
