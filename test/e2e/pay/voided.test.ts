import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { nextExchange, testInBrowser } from '../../support/browser.js';
import { staff } from '../staff.js';
import { Dashboard, signedIn, type Saver } from '../support.js';

describe('A deposit that is voided', () => {
  testInBrowser(
    'turns into one that was not added before its saver’s eyes, with the reason, and stays',
    async (browser) => {
      const dashboard = await Dashboard.start({ NISSMART_SETTLEMENT: 'review' });
      const operator = await staff(dashboard, 'operator');
      const saver = await dashboard.saver('Amina Otieno');
      const { id } = await saver.user.deposit(saver.walletId, '50');
      const context = await signedIn(browser, dashboard, saver);
      const page = await context.newPage();
      const home = await context.newPage();
      await home.goto('/');
      await home.getByRole('link', { name: /Pending/ }).waitFor();
      // The page has to know what waits before it can tell what has been decided.
      const known = await nextExchange(page, 'query PendingTransactions');
      await page.goto(`/wallets/${saver.walletId}`);
      await page.getByRole('region', { name: 'On its way' }).getByText('50.00').waitFor();
      await known.done;

      // It is not said for ever, so it is listened for from now on.
      const said = page
        .getByText(/50\.00 was not added/)
        .first()
        .waitFor();
      await Promise.all([said, decide(operator, id, 'The bank sent it back')]);

      await voided(page).waitFor();
      await page.getByRole('region', { name: 'On its way' }).waitFor({ state: 'detached' });
      await voided(home).waitFor();

      await page.reload();
      await voided(page).waitFor();
      await page.getByRole('combobox', { name: 'Status' }).filter({ hasText: 'All' }).waitFor();
      await voided(page).click();
      await page.getByRole('dialog').getByText('The bank sent it back').waitFor();
    },
    300_000,
  );
});

async function decide({ user }: Saver, id: string, reason: string): Promise<void> {
  const answer = await user.post(`/api/transactions/${id}/void`, { reason });
  expect(answer.text('status')).toBe('VOIDED');
}

function voided(page: Page) {
  return page.getByRole('link', { name: /Not added.*The bank sent it back/ }).first();
}
