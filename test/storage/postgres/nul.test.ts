import { expect, test } from '@jest/globals';
import { TestLedger } from '../../support/ledger.js';
import { rawRows } from '../../support/raw-sql.js';

test('When a text with a NUL is looked for, then it is found nowhere', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ name: 'Boat' });
  expect(await rawRows(t, 'select id from wallets where name = ?', ['Boat\0'])).toEqual([]);
  expect(await rawRows(t, 'select id from wallets where name = ?', ['Boat'])).toEqual([{ id: wallet.id }]);
});
