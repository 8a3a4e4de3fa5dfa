import { describe, expect } from '@jest/globals';
import { testInBrowser } from '../../support/browser.js';
import { expectSoon } from '../../support/soon.js';
import {
  amountsOf,
  confirm,
  Dashboard,
  LATELY,
  PASSWORD,
  reviewDeposit,
  signedIn,
  signIn,
  signOut,
} from '../support.js';

describe('A saver', () => {
  testInBrowser(
    'registers, opens a wallet, adds, sends and withdraws money, and signs out',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const friend = await dashboard.saver('Brian Mwangi');
      const page = await browser.newPage({ baseURL: dashboard.url, reducedMotion: 'reduce' });
      await page.goto('/');
      await page.getByRole('link', { name: 'Open an account' }).click();
      await page.getByLabel('Your name').fill('Amina Otieno');
      await page.getByLabel('Email').fill('amina@example.org');
      await page.getByLabel('Password').fill(PASSWORD);
      await confirm(page, 'Open account');

      await page.getByRole('link', { name: 'Open your first wallet' }).click();
      await page.getByLabel('What are you saving for?').fill('Savings');
      await confirm(page, 'Open wallet');
      await page.getByRole('heading', { name: 'Savings', level: 1 }).waitFor();

      await reviewDeposit(page, '1000');
      await confirm(page, 'Add money');
      await page.getByText('KES 1,000.00 added').first().waitFor();

      await page.goto('/pay/transfer');
      await page.getByPlaceholder('Their email').fill(friend.email);
      await page.getByRole('textbox', { name: /^Amount/ }).fill('250.50');
      await page.getByLabel('What is it for?').fill('Bus fare');
      await confirm(page, 'Review');
      await page.getByText(`KES 250.50 will go from Savings to ${friend.email}.`).waitFor();
      await confirm(page, 'Send money');
      await page.getByText(`KES 250.50 sent to ${friend.email}`).first().waitFor();
      expect(await amountsOf(friend)).toEqual(['250.50']);

      await page.goto('/pay/withdraw');
      await page.getByRole('textbox', { name: /^Amount/ }).fill('49.50');
      await confirm(page, 'Review');
      await confirm(page, 'Withdraw money');
      await page.waitForURL('**/wallets/*');
      const rows = page.getByRole('region', { name: LATELY }).getByRole('listitem');
      await expectSoon(
        async () => rows.allInnerTexts(),
        [
          expect.stringMatching(/Withdrawal[^]*-KES\s49\.50[^]*KES\s700\.00/),
          expect.stringMatching(/To Brian Mwangi[^]*Bus fare[^]*-KES\s250\.50[^]*KES\s749\.50/),
          expect.stringMatching(/Money added[^]*\+KES\s1,000\.00[^]*KES\s1,000\.00/),
        ],
      );

      await signOut(page);
      await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
      await page.goto('/');
      await page.waitForURL(/\/sign-in\?next=/);
    },
  );

  testInBrowser('hears the figures when the ledger declines, and goes on with a new key', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno', '100');
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    await page.goto('/pay/withdraw');
    const amount = page.getByRole('textbox', { name: /^Amount/ });
    await amount.fill('100.01');
    // Nothing is said while somebody still types.
    await amount.press('Tab');
    await page.getByText('That is more than the KES 100.00 available.').waitFor();
    await amount.fill('100');
    await confirm(page, 'Review');
    await page.getByText('Savings afterwards').waitFor();
    // Meanwhile, from another phone.
    await saver.user.withdraw(saver.walletId, '60');
    await confirm(page, 'Withdraw money');
    await page
      .getByText('There is not enough money: KES 40.00 available, KES 100.00 requested.')
      .first()
      .waitFor();
    await page.getByText('That is more than the KES 40.00 available.').waitFor();
    await amount.fill('40');
    await confirm(page, 'Review');
    await confirm(page, 'Withdraw money');
    await page.getByText('KES 40.00 withdrawn').first().waitFor();
    expect(await amountsOf(saver)).toEqual(['-40.00', '-60.00', '100.00']);
  });

  testInBrowser('whose session expired signs in again and finds the payment as it was', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno');
    const context = await signedIn(browser, dashboard, saver);
    const page = await context.newPage();
    await reviewDeposit(page, '15');
    await context.clearCookies();
    await confirm(page, 'Add money');
    await signIn(page, saver);
    await page.getByText('KES 15.00 will be added to Savings.').waitFor();
    await page.getByText('Savings afterwards').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await confirm(page, 'Add money');
    await page.getByText('KES 15.00 added').first().waitFor();
    expect(await amountsOf(saver)).toEqual(['15.00']);
  });

  testInBrowser('finds the view again after a reload and on the way back', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno', '100');
    await saver.user.withdraw(saver.walletId, '30');
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    await page.goto(`/wallets/${saver.walletId}`);
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'Withdrawal' }).click();
    await page.waitForURL('**type=WITHDRAWAL');
    const rows = page.getByRole('region', { name: LATELY }).getByRole('listitem');
    await expectSoon(async () => rows.count(), 1);
    await rows.getByRole('link').click();
    await page.getByRole('dialog', { name: 'Withdrawal' }).waitFor();
    await page.reload();
    await page.getByRole('dialog', { name: 'Withdrawal' }).waitFor();
    await page.goBack();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expectSoon(async () => rows.count(), 1);
    await page.waitForURL(/type=WITHDRAWAL$/);
  });

  testInBrowser('cannot open the console', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno');
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    await page.goto('/console');
    await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
  });
});
