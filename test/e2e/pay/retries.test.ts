import { describe, expect } from '@jest/globals';
import { painted, testInBrowser } from '../../support/browser.js';
import {
  amountsOf,
  confirm,
  Dashboard,
  isOperation,
  loseAnswers,
  reviewDeposit,
  signedIn,
} from '../support.js';

describe('A payment is made once', () => {
  testInBrowser('When the button is clicked twice, then the money moves once', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno');
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    await reviewDeposit(page, '500');
    await page.getByRole('main').getByRole('button', { name: 'Add money' }).dblclick();
    await page.getByText('KES 500.00 added').first().waitFor();
    expect(await amountsOf(saver)).toEqual(['500.00']);
  });

  testInBrowser(
    'When the answer is lost and it is tried again, then the page says that it went through once',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const saver = await dashboard.saver('Amina Otieno');
      const page = await (await signedIn(browser, dashboard, saver)).newPage();
      await page.clock.install();
      await reviewDeposit(page, '75.50');
      const answerAgain = await loseAnswers(page, 'Deposit');
      await confirm(page, 'Add money');
      const toast = page.getByRole('listitem').filter({ hasText: 'We do not know yet' });
      await toast.waitFor();
      // It stays: nobody reads in no time.
      await page.clock.fastForward(60_000);
      await painted(page);
      expect(await amountsOf(saver)).toEqual(['75.50']);

      await answerAgain();
      await toast.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('It went through once.').first().waitFor();
      await page.waitForURL(`**/wallets/${saver.walletId}`);
      expect(await amountsOf(saver)).toEqual(['75.50']);
    },
  );

  testInBrowser(
    'When the server is killed in the middle and comes back, then trying again makes one payment',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const saver = await dashboard.saver('Amina Otieno');
      const page = await (await signedIn(browser, dashboard, saver)).newPage();
      await reviewDeposit(page, '20');
      await page.route('**/graphql', async (route) => {
        if (!isOperation(route, 'Deposit')) return route.fallback();
        // It has committed, and dies before the browser hears so.
        await route.fetch().catch(() => undefined);
        await dashboard.kill();
        return route.abort('connectionreset');
      });
      await confirm(page, 'Add money');
      await page.getByRole('heading', { name: 'We do not know yet' }).waitFor();
      // A repeated request that is still on its way would kill the server that has just come back.
      await page.unrouteAll({ behavior: 'wait' });
      // Shown for a few seconds only, maybe before the restart is noticed here: the page asks by itself, too.
      const told = page.getByText('It went through once.').first().waitFor({ timeout: 200_000 });
      await dashboard.restart();
      const tryAgain = page.getByRole('main').getByRole('button', { name: 'Try again' });
      void tryAgain.click().catch(() => undefined);
      await told;
      expect(await amountsOf(saver)).toEqual(['20.00']);
    },
  );

  testInBrowser(
    'When the page is reloaded before the answer, then it finds out by itself',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const saver = await dashboard.saver('Amina Otieno');
      const page = await (await signedIn(browser, dashboard, saver)).newPage();
      await reviewDeposit(page, '30');
      await loseAnswers(page, 'Deposit');
      await confirm(page, 'Add money');
      await page.getByRole('heading', { name: 'We do not know yet' }).waitFor();
      await Promise.all([page.getByText('It went through once.').first().waitFor(), page.reload()]);
      expect(await amountsOf(saver)).toEqual(['30.00']);
    },
  );

  testInBrowser(
    'When the request never arrives, then it can be sent under the same key or given up',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const saver = await dashboard.saver('Amina Otieno');
      const page = await (await signedIn(browser, dashboard, saver)).newPage();
      await reviewDeposit(page, '40');
      await page.route('**/graphql', async (route) =>
        isOperation(route, 'Deposit') ? route.abort('connectionrefused') : route.fallback(),
      );
      await confirm(page, 'Add money');
      await confirm(page, 'Find out what became of it');
      await page.getByRole('heading', { name: 'The payment has not arrived' }).waitFor();
      await confirm(page, 'Start over');
      await page.getByRole('button', { name: 'Review' }).waitFor();
      await page.getByRole('listitem').filter({ hasText: 'has not arrived' }).waitFor({ state: 'detached' });
      await page.unrouteAll();
      for (const path of ['/pay/deposit', '/']) {
        await page.goto(path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.getByText('Savings').first().waitFor();
        expect(await page.getByText('waiting for its answer').count()).toBe(0);
        expect(await page.getByRole('heading', { name: 'has not arrived' }).count()).toBe(0);
      }
      expect(await amountsOf(saver)).toEqual([]);
    },
  );

  testInBrowser(
    'When one tab lost the answer, then another one takes the same payment up and both learn the outcome',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const saver = await dashboard.saver('Amina Otieno');
      const context = await signedIn(browser, dashboard, saver);
      const [one, other] = [await context.newPage(), await context.newPage()];
      await other.goto('/');
      await reviewDeposit(one, '60');
      await loseAnswers(one, 'Deposit');
      await confirm(one, 'Add money');
      await one.getByRole('heading', { name: 'We do not know yet' }).waitFor();

      await other.getByRole('link', { name: 'Find out' }).click();
      // Either may be the first to say so, and does not say it for ever.
      await Promise.all(
        [one, other].map(async (page) => page.getByText('It went through once.').first().waitFor()),
      );
      expect(await amountsOf(saver)).toEqual(['60.00']);
    },
  );
});
