import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { painted, testInBrowser } from '../../support/browser.js';
import { expectSoon } from '../../support/soon.js';
import { amountsOf, confirm, Dashboard, signedIn } from '../support.js';

function amountField(page: Page) {
  return page.getByRole('textbox', { name: 'Amount' });
}

describe('An amount', () => {
  testInBrowser('is read as the reader’s language writes it, and said back at once', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno');
    const page = await (await signedIn(browser, dashboard, saver, { locale: 'de-DE' })).newPage();
    await page.goto('/pay/deposit');
    await amountField(page).fill('1.012,5');
    await page
      .getByRole('status')
      .filter({ hasText: /^1\.012,50\sKES$/ })
      .waitFor();
    await confirm(page, 'Review');
    await page.getByText(/1\.012,50\sKES will be added to Savings/).waitFor();
    await confirm(page, 'Add money');
    await page.waitForURL('**/wallets/*');
    expect(await amountsOf(saver)).toEqual(['1012.50']);

    // A repeated amount stands in the field as it is written there.
    const entries = await saver.user.get(`/api/wallets/${saver.walletId}/entries?first=1`);
    await page.goto(`/pay/deposit?again=${entries.text('data.0.transaction.id')}`);
    await page
      .getByRole('status')
      .filter({ hasText: /^1\.012,50\sKES$/ })
      .waitFor();
    await expectSoon(async () => amountField(page).inputValue(), '1.012,50');
  });

  testInBrowser('is found wrong when its field is left, and not before', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno');
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    await page.goto('/pay/deposit');
    const mistake = page.getByText('Write an amount like 1,000 or 12.50.');
    await amountField(page).pressSequentially('1,00');
    await painted(page);
    expect(await mistake.count()).toBe(0);
    await amountField(page).press('Tab');
    await mistake.waitFor();
    await page.getByRole('button', { name: 'Review', disabled: true }).waitFor();
    await amountField(page).press('End');
    await amountField(page).pressSequentially('0');
    await mistake.waitFor({ state: 'detached' });
    await page.getByRole('status').filter({ hasText: 'KES 1,000.00' }).waitFor();

    await amountField(page).fill('KSh ');
    await amountField(page).press('Enter');
    await mistake.waitFor();
    await amountField(page).fill(' ksh 500 ');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByText('KES 500.00 will be added to Savings').waitFor();
    await page.reload();
    await page.getByText('KES 500.00 will be added to Savings').waitFor();
    expect(await amountsOf(saver)).toEqual([]);
  });
});
