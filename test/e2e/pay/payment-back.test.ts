import { expect } from '@jest/globals';
import { testInBrowser } from '../../support/browser.js';
import { expectSoon } from '../../support/soon.js';
import { amountsOf, Dashboard, reviewDeposit, signedIn } from '../support.js';

testInBrowser(
  'Back on the review leads to the form as it was filled in, and sends nothing',
  async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno', '10');
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    await reviewDeposit(page, '50');
    const amount = page.getByLabel('Amount').and(page.getByRole('textbox'));

    await page.goBack();
    await expectSoon(async () => amount.inputValue(), '50');

    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByText('will be added to Savings').waitFor();
    await page.getByRole('button', { name: 'Change' }).click();
    await amount.waitFor();
    await page.waitForURL(({ hash }) => hash === '');

    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByText('will be added to Savings').waitFor();
    await page.reload();
    await page.getByText('will be added to Savings').waitFor();
    await page.goBack();
    await amount.waitFor();
    expect(await amountsOf(saver)).toEqual(['10.00']);

    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('main').getByRole('button', { name: 'Add money' }).click();
    await page.waitForURL('**/wallets/*');
    expect(await amountsOf(saver)).toEqual(['50.00', '10.00']);
    // There is no way back to the review of what was sent.
    await page.goBack();
    await expectSoon(async () => amount.inputValue(), '');
  },
);
