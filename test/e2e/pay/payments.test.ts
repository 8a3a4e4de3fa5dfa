import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { testInBrowser } from '../../support/browser.js';
import { expectSoon } from '../../support/soon.js';
import {
  amountsOf,
  confirm,
  Dashboard,
  holdAnswer,
  isOperation,
  reviewDeposit,
  signedIn,
} from '../support.js';

describe('A payment', () => {
  testInBrowser(
    'goes on while its user goes back, and says where they are by then what became of it',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const saver = await dashboard.saver('Amina Otieno');
      const page = await (await signedIn(browser, dashboard, saver)).newPage();
      await page.goto('/');
      await page.getByRole('link', { name: 'Add money' }).first().click();
      await amountField(page).fill('80');
      await confirm(page, 'Review');
      const { sent, release } = await holdAnswer(page, 'Deposit');
      await confirm(page, 'Add money');
      await sent;
      await page.goBack();
      await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
      await page.goForward();
      await page.getByRole('button', { name: 'Sending …' }).waitFor();
      await page.goBack();
      await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();

      await release();
      await page.getByText('KES 80.00 added').first().waitFor();
      expect(new URL(page.url()).pathname).toBe('/');
      await page.getByText('A payment is waiting').waitFor({ state: 'detached' });
      await page.goForward();
      await page.getByRole('button', { name: 'Review' }).waitFor();
      await expectSoon(async () => amountField(page).inputValue(), '');
      expect(await amountsOf(saver)).toEqual(['80.00']);
    },
  );

  testInBrowser(
    'is left by two quick steps back while it is on its way, and by no more than that',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const saver = await dashboard.saver('Amina Otieno');
      const page = await (await signedIn(browser, dashboard, saver)).newPage();
      await page.goto('/');
      const wallet = `${dashboard.url}/wallets/${saver.walletId}`;
      await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
      await page.getByRole('main').getByRole('link', { name: 'Savings' }).click();
      await page.waitForURL(wallet);
      await page.getByRole('link', { name: 'Add money' }).first().click();
      await amountField(page).fill('80');
      await confirm(page, 'Review');
      const { sent, release } = await holdAnswer(page, 'Deposit');
      await confirm(page, 'Add money');
      await sent;
      await page.evaluate('history.back(); history.back()');
      await page.waitForURL(wallet);
      await page.getByText('A payment is waiting').waitFor();
      await release();
      await page.getByText('KES 80.00 added').first().waitFor();
      expect(page.url()).toBe(wallet);
      expect(await amountsOf(saver)).toEqual(['80.00']);
    },
  );

  testInBrowser('is left alone by the way back once it is made', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno');
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    await reviewDeposit(page, '12');
    await confirm(page, 'Add money');
    await page.waitForURL('**/wallets/*');
    await page.goBack();
    await page.getByRole('button', { name: 'Review' }).waitFor();
    await expectSoon(async () => amountField(page).inputValue(), '');
    await page.reload();
    await page.getByRole('button', { name: 'Review' }).waitFor();
    expect(await amountsOf(saver)).toEqual(['12.00']);
  });

  testInBrowser('is sent again from its details, as another payment to the same person', async (browser) => {
    const dashboard = await Dashboard.start();
    const [saver, friend] = [
      await dashboard.saver('Amina Otieno', '100'),
      await dashboard.saver('Brian Mwangi'),
    ];
    const sent = await saver.user.transfer(saver.walletId, friend.walletId, '12.50', {
      more: { description: 'Bus fare' },
    });
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    await page.goto(`/wallets/${saver.walletId}/transactions/${sent.id}`);
    await page.getByRole('dialog').getByRole('link', { name: 'Send again' }).click();
    await page.getByRole('button', { name: 'Brian Mwangi', pressed: true }).waitFor();
    await expectSoon(async () => amountField(page).inputValue(), '12.50');
    await expectSoon(async () => page.getByLabel('What is it for?').inputValue(), 'Bus fare');
    // Once filled in, it is an ordinary form: a reload keeps what has been changed since.
    await amountField(page).fill('13');
    await page.reload();
    await page.getByRole('button', { name: 'Brian Mwangi', pressed: true }).waitFor();
    await expectSoon(async () => amountField(page).inputValue(), '13');
    await confirm(page, 'Review');
    await page.getByText('KES 13.00 will go from Savings to Brian Mwangi.').waitFor();
    await confirm(page, 'Send money');
    await page.getByText('KES 13.00 sent to Brian Mwangi').first().waitFor();
    expect(await amountsOf(friend)).toEqual(['13.00', '12.50']);
  });

  testInBrowser('is made once, also from a copy of its tab', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno');
    const context = await signedIn(browser, dashboard, saver);
    const page = await context.newPage();
    await reviewDeposit(page, '18');
    // Browsers copy a tab with all that its session has stored.
    const [copy] = await Promise.all([
      context.waitForEvent('page'),
      page.evaluate(`window.open('/pay/deposit')`),
    ]);
    await copy.getByText('KES 18.00 will be added').waitFor();
    await confirm(page, 'Add money');
    await page.getByText('KES 18.00 added').first().waitFor();
    await confirm(copy, 'Add money');
    await copy.getByText('It went through once.').first().waitFor();
    expect(await amountsOf(saver)).toEqual(['18.00']);
  });

  testInBrowser('that a busy server turned away after all is not said to have failed', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno');
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    await reviewDeposit(page, '90');
    let attempts = 0;
    await page.route('**/graphql', async (route) => {
      if (!isOperation(route, 'Deposit')) return route.fallback();
      attempts += 1;
      if (attempts === 1) {
        await route.fetch();
        return route.abort('connectionreset');
      }
      const error = { message: 'Busy', extensions: { code: 'UNAVAILABLE', retryable: true, details: {} } };
      return route.fulfill({ status: 200, json: { errors: [error] } });
    });
    await confirm(page, 'Add money');
    await page.getByRole('heading', { name: 'We do not know yet' }).waitFor();
    expect(attempts).toBe(2);
    await page.unrouteAll();
    await confirm(page, 'Find out what became of it');
    await page.getByText('It went through once.').first().waitFor();
    expect(await amountsOf(saver)).toEqual(['90.00']);
  });

  testInBrowser('that was declined can be asked for once more as it is', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno', '50');
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    await page.goto('/pay/withdraw');
    await amountField(page).fill('50');
    await confirm(page, 'Review');
    // The preview must not know yet of what happens elsewhere.
    await page.getByText('Savings afterwards').waitFor();
    await saver.user.withdraw(saver.walletId, '1');
    await confirm(page, 'Withdraw money');
    await page.getByText('The payment was declined. No money has moved.').waitFor();
    await saver.user.deposit(saver.walletId, '1');
    await amountField(page).waitFor();
    // The page hears of the money from elsewhere when it is looked at again.
    await page.evaluate(`window.dispatchEvent(new Event('visibilitychange'))`);
    await page.getByRole('button', { name: 'Review', disabled: false }).click();
    await confirm(page, 'Withdraw money');
    await page.getByText('KES 50.00 withdrawn').first().waitFor();
    expect(await amountsOf(saver)).toEqual(['-50.00', '1.00', '-1.00', '50.00']);
  });

  testInBrowser('that one tab gives up is given up in the other one as well', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno');
    const context = await signedIn(browser, dashboard, saver);
    const [one, other] = [await context.newPage(), await context.newPage()];
    await reviewDeposit(one, '70');
    await context.route('**/graphql', async (route) =>
      isOperation(route, 'Deposit') ? route.abort('connectionrefused') : route.fallback(),
    );
    await confirm(one, 'Add money');
    await one.getByRole('heading', { name: 'We do not know yet' }).waitFor();
    await other.goto('/pay/deposit');
    await other.getByRole('heading', { name: 'The payment has not arrived' }).waitFor();
    await confirm(one, 'Find out what became of it');
    await confirm(one, 'Start over');
    await other.getByRole('button', { name: 'Review' }).waitFor();
    for (const page of [one, other]) {
      await page.goto('/');
      await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
      expect(await page.getByText('waiting for its answer').count()).toBe(0);
    }
    expect(await amountsOf(saver)).toEqual([]);
  });
});

function amountField(page: Page) {
  return page.getByRole('textbox', { name: /^Amount/ });
}
