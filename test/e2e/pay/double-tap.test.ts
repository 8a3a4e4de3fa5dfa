import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { testInBrowser } from '../../support/browser.js';
import { amountsOf, Dashboard, reviewDeposit, signedIn } from '../support.js';

testInBrowser('A double tap on Review presses nothing of the step that comes after it', async (browser) => {
  const dashboard = await Dashboard.start();
  const saver = await dashboard.saver('Amina Otieno', '10');
  const page = await (await signedIn(browser, dashboard, saver)).newPage();
  await reviewDeposit(page, '50');
  const send = page.getByRole('main').getByRole('button', { name: 'Add money' });

  await secondTap(page, page.getByRole('button', { name: 'Change' }));
  await secondTap(page, send);
  await page.getByText('will be added to Savings').waitFor();
  expect(await amountsOf(saver)).toEqual(['10.00']);

  await send.click();
  await page.waitForURL('**/wallets/*');
  expect(await amountsOf(saver)).toEqual(['50.00', '10.00']);
});

/** Presses the mouse as a browser does at the second of two quick taps. */
async function secondTap(page: Page, on: Locator): Promise<void> {
  await on.hover();
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
}
