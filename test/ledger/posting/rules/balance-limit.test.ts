import { expect, test } from '@jest/globals';
import { systemWalletId } from '../../../../server/ledger/model/ids.js';
import { AMOUNT_MAX_MINOR, BALANCE_MAX_MINOR } from '../../../../server/ledger/money/money.js';
import { expectBooksToBalance, walletRow } from '../../../support/books.js';
import { depositTo, transferFrom, withdrawFrom } from '../../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../../support/ledger.js';
import { outcomeOf, refused } from '../../../support/outcome.js';
import { expectPinnedRefusal } from '../../../support/refusals.js';

const LIMIT_REACHED = refused('BALANCE_LIMIT', 'No balance may pass KES 90,071,992,547,409.91', {
  limit: '90071992547409.91',
  currency: 'KES',
});

/** Deposits in steps as large as one transaction may be. */
async function fill(t: TestLedger, wallet: OwnedWallet, total: number): Promise<void> {
  for (let rest = total; rest > 0; rest -= AMOUNT_MAX_MINOR) {
    await t.ledger.submit(depositTo(wallet, Math.min(rest, AMOUNT_MAX_MINOR)));
  }
}

test('When a deposit reaches the limit exactly, then it is posted, and one unit more is BALANCE_LIMIT', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet();
  await fill(t, wallet, BALANCE_MAX_MINOR - 1);
  await expectPinnedRefusal(t, depositTo(wallet, 2), LIMIT_REACHED);
  expect(await outcomeOf(t.ledger.submit(depositTo(wallet, 1)))).toMatchObject({ code: 'OK' });

  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 9_007_199_254_740_991 });
  const treasury = { id: systemWalletId('TREASURY', 'KES') };
  expect(await walletRow(t.storage, treasury)).toMatchObject({ posted: -9_007_199_254_740_991 });
  await expectPinnedRefusal(t, depositTo(wallet, 1), LIMIT_REACHED);

  expect(await outcomeOf(t.ledger.submit(withdrawFrom(wallet, AMOUNT_MAX_MINOR)))).toMatchObject({
    code: 'OK',
  });
  await expectBooksToBalance(t.storage);
});

test('When the treasury is at its limit, then a deposit to an empty wallet is BALANCE_LIMIT too', async () => {
  const t = await TestLedger.open();
  await fill(t, await t.wallet(), BALANCE_MAX_MINOR);
  await expectPinnedRefusal(t, depositTo(await t.wallet(), 1), LIMIT_REACHED);
});

test('When another currency is at its limit, then this one is not', async () => {
  const t = await TestLedger.open();
  await fill(t, await t.wallet(), BALANCE_MAX_MINOR);
  const wallet = await t.wallet({ currency: 'UGX' });
  expect(await outcomeOf(t.ledger.submit(depositTo(wallet, 1)))).toMatchObject({ code: 'OK' });
  await expectBooksToBalance(t.storage);
});

test('When a transfer fills the recipient to the limit, then it is posted', async () => {
  const t = await TestLedger.open();
  const full = await t.wallet();
  await fill(t, full, BALANCE_MAX_MINOR - 2);
  const sender = await t.wallet({ balance: 2 });
  expect(await outcomeOf(t.ledger.submit(transferFrom(sender, { walletId: full.id }, 2)))).toMatchObject({
    code: 'OK',
  });
  expect(await walletRow(t.storage, full)).toMatchObject({ posted: BALANCE_MAX_MINOR });
  await expectBooksToBalance(t.storage);
});
