import { describe, expect } from '@jest/globals';
import type { BrowserContext, Page, Route } from 'playwright-core';
import { testInBrowser } from '../../support/browser.js';
import {
  amountsOf,
  confirm,
  Dashboard,
  isOperation,
  LATELY,
  onNext,
  reviewDeposit,
  signedIn,
} from '../support.js';

/** The ways in which a page loses its server, each with the way back. */
const WAYS = {
  'its network': (_dashboard: Dashboard, context: BrowserContext) => ({
    leave: async () => context.setOffline(true),
    comeBack: async () => context.setOffline(false),
  }),
  'the server, which starts again': (dashboard: Dashboard) => ({
    leave: async () => dashboard.kill(),
    comeBack: async () => dashboard.restart(),
  }),
};

describe.each(Object.entries(WAYS))('When a page loses %s', (_title, waysOf) => {
  testInBrowser('then it says so, and shows by itself what could not be loaded', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno', '100');
    const context = await signedIn(browser, dashboard, saver);
    const page = await context.newPage();
    const { leave, comeBack } = waysOf(dashboard, context);
    await page.goto('/');
    await page.getByText('KES 100.00').first().waitFor();
    await leave();
    await banner(page).waitFor();
    // The page of a wallet has never been here, neither its code nor what it shows.
    await page.getByRole('main').getByRole('link', { name: 'Savings' }).first().click();

    await comeBack();
    await page.waitForURL(`**/wallets/${saver.walletId}`);
    await page.getByRole('heading', { name: 'Savings', exact: true }).waitFor();
    await page.getByRole('region', { name: LATELY }).getByText('100.00').first().waitFor();
    await banner(page).waitFor({ state: 'detached' });
  });

  testInBrowser('then it finds out by itself what became of a payment that had arrived', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno', '1');
    const context = await signedIn(browser, dashboard, saver);
    const page = await context.newPage();
    const { leave, comeBack } = waysOf(dashboard, context);
    await reviewDeposit(page, '20');
    await onNext(page, 'Deposit', async (route) => {
      await route.fetch();
      await leave();
      await route.abort('connectionreset');
    });
    await confirm(page, 'Add money');
    await page.getByRole('heading', { name: 'We do not know yet' }).waitFor();
    await banner(page).waitFor();

    // Said for a few seconds only, and maybe before the test has heard that the server is there.
    await Promise.all([page.getByText('It went through once.').first().waitFor(), comeBack()]);
    await page.waitForURL(`**/wallets/${saver.walletId}`);
    await banner(page).waitFor({ state: 'detached' });
    expect(await amountsOf(saver)).toEqual(['20.00', '1.00']);
  });

  testInBrowser(
    'then it says by itself that a payment has not arrived, and sends it once',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const saver = await dashboard.saver('Amina Otieno', '1');
      const context = await signedIn(browser, dashboard, saver);
      const page = await context.newPage();
      const { leave, comeBack } = waysOf(dashboard, context);
      await reviewDeposit(page, '30');
      await leave();
      await confirm(page, 'Add money');
      await page.getByRole('heading', { name: 'We do not know yet' }).waitFor();
      await banner(page).waitFor();

      await comeBack();
      await page.getByRole('heading', { name: 'The payment has not arrived' }).waitFor();
      await banner(page).waitFor({ state: 'detached' });
      expect(await amountsOf(saver)).toEqual(['1.00']);
      await confirm(page, 'Try again');
      await page.waitForURL(`**/wallets/${saver.walletId}`);
      expect(await amountsOf(saver)).toEqual(['30.00', '1.00']);
    },
  );

  testInBrowser(
    'then a payment is asked for also from another page, which says what became of it',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const saver = await dashboard.saver('Amina Otieno', '1');
      const context = await signedIn(browser, dashboard, saver);
      const page = await context.newPage();
      const { leave, comeBack } = waysOf(dashboard, context);
      await page.goto('/');
      await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
      await page.getByRole('link', { name: 'Add money' }).first().click();
      await page.getByRole('textbox', { name: /^Amount/ }).fill('40');
      await confirm(page, 'Review');
      await onNext(page, 'Deposit', async (route) => {
        await route.fetch();
        await leave();
        await route.abort('connectionreset');
      });
      await confirm(page, 'Add money');
      await page.getByRole('heading', { name: 'We do not know yet' }).waitFor();
      await page.goBack();
      await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
      await page.getByText('A payment is waiting').waitFor();

      await Promise.all([page.getByText('It went through once.').first().waitFor(), comeBack()]);
      await page.getByText('A payment is waiting').waitFor({ state: 'detached' });
      expect(new URL(page.url()).pathname).toBe('/');
      await page.getByText('KES 41.00').first().waitFor();
      expect(await amountsOf(saver)).toEqual(['40.00', '1.00']);
    },
  );
});

testInBrowser(
  'Whoever asks what became of a payment sees that it is asked for, until there is an answer',
  async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno');
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    await reviewDeposit(page, '50');
    const lose = async (route: Route) =>
      isOperation(route, 'Deposit') ? route.abort('connectionreset') : route.fallback();
    await page.route('**/graphql', lose);
    await confirm(page, 'Add money');
    const gate = Promise.withResolvers<undefined>();
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('query IdempotencyKey(')) await gate.promise;
      await route.fallback();
    });
    await confirm(page, 'Find out what became of it');
    await page.getByRole('button', { name: 'Asking the server …', disabled: true }).waitFor();
    gate.resolve(undefined);
    await page.getByRole('heading', { name: 'The payment has not arrived' }).waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Find out what became of it' }).waitFor();
    expect(await amountsOf(saver)).toEqual([]);
  },
);

function banner(page: Page) {
  return page.locator('[data-offline]');
}
