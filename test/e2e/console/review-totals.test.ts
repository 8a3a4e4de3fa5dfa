import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { testInBrowser } from '../../support/browser.js';
import { staff } from '../staff.js';
import { Dashboard, signedIn, type Saver } from '../support.js';

testInBrowser('What waits for a review comes to a sum for each kind and each currency', async (browser) => {
  const dashboard = await Dashboard.start({ NISSMART_SETTLEMENT: 'review' });
  const operator = await staff(dashboard, 'operator');
  const saver = await dashboard.saver('Amina Otieno');
  const wallets = { KES: saver.walletId, TZS: await saver.user.wallet({ name: 'Trips', currency: 'TZS' }) };
  for (const currency of ['KES', 'TZS'] as const) {
    await post(operator, (await saver.user.deposit(wallets[currency], '1000', { currency })).id);
  }
  const page = await (await signedIn(browser, dashboard, operator, { locale: 'en-GB' })).newPage();
  await page.goto('/console/review');
  await expectTotals(page, '0 transactions wait');

  const { id: first } = await saver.user.withdraw(wallets.KES, '20');
  await saver.user.withdraw(wallets.KES, '30.50');
  await saver.user.deposit(wallets.KES, '7');
  await page.reload();
  await expectTotals(page, '3 transactions wait Deposits KES 7.00 Withdrawals KES 50.50');

  await saver.user.deposit(wallets.TZS, '5', { currency: 'TZS' });
  await saver.user.deposit(wallets.TZS, '6', { currency: 'TZS' });
  await saver.user.withdraw(wallets.TZS, '3', { currency: 'TZS' });
  await page.reload();
  await expectTotals(page, '6 transactions wait Deposits KES 7.00 TZS 11.00 Withdrawals KES 50.50 TZS 3.00');

  await page.goto('/console/review?type=DEPOSIT');
  await expectTotals(page, '3 transactions wait Deposits KES 7.00 TZS 11.00');
  await page.goto('/console/review?currency=TZS');
  await expectTotals(page, '3 transactions wait Deposits TZS 11.00 Withdrawals TZS 3.00');

  // A decided transaction no longer waits.
  await post(operator, first);
  await page.goto('/console/review?type=WITHDRAWAL');
  await expectTotals(page, '2 transactions wait Withdrawals KES 30.50 TZS 3.00');
});

async function post({ user }: Saver, id: string): Promise<void> {
  expect((await user.post(`/api/transactions/${id}/post`, {})).text('status')).toBe('POSTED');
}

/** Nothing but what is expected stands there. */
async function expectTotals(page: Page, text: string): Promise<void> {
  const words = text.replaceAll('.', '\\.').split(' ').join('\\s*');
  await page
    .getByRole('main')
    .getByRole('status')
    .filter({ hasText: new RegExp(`^\\s*${words}\\s*$`) })
    .waitFor();
}
