import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { painted, testInBrowser } from '../../support/browser.js';
import { expectSoon } from '../../support/soon.js';
import {
  amountsOf,
  confirm,
  Dashboard,
  holdAnswer,
  isOperation,
  loseAnswers,
  reviewDeposit,
  signedIn,
  signIn,
  signOut,
  takeSession,
  type Saver,
} from '../support.js';

describe('When somebody else signs in in the same browser', () => {
  testInBrowser(
    'a payment of unknown outcome is shown to nobody else, and is there when its user comes back',
    async (browser) => {
      const { one: page, other, amina, brian } = await twoTabs(browser);
      await losePayment(page, '60');

      await signOut(other);
      await signIn(other, brian);
      await other.getByRole('heading', { name: 'Hello, Brian' }).waitFor();
      await page.getByRole('heading', { name: 'Hello, Brian' }).waitFor();
      for (const tab of [page, other]) {
        await tab.goto('/pay/deposit');
        await tab.getByRole('button', { name: 'Review' }).waitFor();
        await expectNothingOfAPayment(tab);
      }

      await signOut(page);
      await signIn(page, amina);
      await page.getByText('A payment is waiting for its answer').waitFor();
      // Said for a few seconds only.
      await Promise.all([
        page.getByText('It went through once.').first().waitFor(),
        page.getByRole('link', { name: 'Find out' }).click(),
      ]);
      expect(await amountsOf(amina)).toEqual(['60.00']);
      expect(await amountsOf(brian)).toEqual([]);
    },
  );

  testInBrowser(
    'a tab that does not know yet cannot be told that the payment has not arrived',
    async (browser) => {
      const { one: page, amina, brian } = await twoTabs(browser);
      await losePayment(page, '60');

      await takeSession(page.context(), brian);
      await confirm(page, 'Find out what became of it');
      await page.getByRole('heading', { name: 'Hello, Brian' }).waitFor();
      await expectNothingOfAPayment(page);

      await signOut(page);
      await signIn(page, amina);
      // Said for a few seconds only.
      await Promise.all([
        page.getByText('It went through once.').first().waitFor(),
        page.getByRole('link', { name: 'Find out' }).click(),
      ]);
      expect(await amountsOf(amina)).toEqual(['60.00']);
    },
  );

  testInBrowser('a tab that does not know yet pays for nobody', async (browser) => {
    const { one: page, amina, brian } = await twoTabs(browser);
    await reviewDeposit(page, '35');

    await takeSession(page.context(), brian);
    await confirm(page, 'Add money');
    await page.getByRole('heading', { name: 'Hello, Brian' }).waitFor();

    expect(await amountsOf(amina)).toEqual([]);
    expect(await amountsOf(brian)).toEqual([]);
    await page.goto('/pay/deposit');
    await page.getByRole('button', { name: 'Review' }).waitFor();
    await expectSoon(async () => page.getByRole('textbox', { name: /^Amount/ }).inputValue(), '');
  });

  testInBrowser('it does not lead them to the page that was open before', async (browser) => {
    const { one: page, brian, amina } = await twoTabs(browser);
    await page.goto(`/wallets/${amina.walletId}?search=rent`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.context().clearCookies();
    // The next request finds the session over; the page may have been about to make one by itself.
    const filter = async () => {
      await page.getByRole('combobox', { name: 'Kind' }).click();
      await page.getByRole('option', { name: 'Withdrawal' }).click();
    };
    await Promise.race([page.getByLabel('Password').waitFor(), filter().catch(() => undefined)]);
    await signIn(page, brian);
    await page.getByRole('heading', { name: 'Hello, Brian' }).waitFor();
  });
});

describe('When the session ends in the middle of a payment', () => {
  testInBrowser(
    'between a lost answer and the retry, then signing in again finds out that it went through once',
    async (browser) => {
      const { one: page, amina } = await twoTabs(browser);
      await reviewDeposit(page, '25');
      // It has committed, and by the time the client tries again by itself, the session has expired.
      let attempts = 0;
      await page.route('**/graphql', async (route) => {
        if (!isOperation(route, 'Deposit') || attempts > 0) return route.fallback();
        attempts += 1;
        await route.fetch();
        await page.context().clearCookies();
        return route.abort('connectionreset');
      });
      await confirm(page, 'Add money');
      await Promise.all([page.getByText('It went through once.').first().waitFor(), signIn(page, amina)]);
      expect(await amountsOf(amina)).toEqual(['25.00']);
    },
  );

  testInBrowser(
    'by signing out while it is sent, then nobody sees the answer before its user is back',
    async (browser) => {
      const { one: page, amina } = await twoTabs(browser);
      await reviewDeposit(page, '45');
      const { sent, release } = await holdAnswer(page, 'Deposit');
      await confirm(page, 'Add money');
      await sent;
      await signOut(page);
      await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
      const answered = page.waitForResponse(
        (response) => response.request().postData()?.includes('mutation Deposit(') ?? false,
      );
      await release();
      await (await answered).finished();
      await painted(page);
      await expectNothingOfAPayment(page);

      await signIn(page, amina);
      await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
      await page.getByText('Money added').first().waitFor();
      expect(await page.getByText('waiting for its answer').count()).toBe(0);
      expect(await amountsOf(amina)).toEqual(['45.00']);
    },
  );

  testInBrowser(
    'by signing out in another tab, then this one says so and goes on afterwards',
    async (browser) => {
      const { one: page, other, amina } = await twoTabs(browser);
      await reviewDeposit(page, '55');
      await signOut(other);
      await page.getByRole('alert').getByText('You have been signed out').waitFor();
      expect(await other.getByRole('alert').count()).toBe(0);
      await signIn(page, amina);
      await page.getByText('KES 55.00 will be added to Savings.').waitFor();
      await confirm(page, 'Add money');
      await page.getByText('KES 55.00 added').first().waitFor();
      // The other tab had been left at the sign-in page.
      await other.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
      expect(await amountsOf(amina)).toEqual(['55.00']);
    },
  );
});

/** Two tabs of a browser in which Amina is signed in; Brian has an account as well. */
async function twoTabs(browser: Parameters<Parameters<typeof testInBrowser>[1]>[0]): Promise<{
  readonly one: Page;
  readonly other: Page;
  readonly amina: Saver;
  readonly brian: Saver;
}> {
  const dashboard = await Dashboard.start();
  const [amina, brian] = [await dashboard.saver('Amina Otieno'), await dashboard.saver('Brian Mwangi')];
  const context = await signedIn(browser, dashboard, amina);
  const [one, other] = [await context.newPage(), await context.newPage()];
  await other.goto('/');
  await other.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
  return { one, other, amina, brian };
}

/** Makes a deposit whose answer gets lost. */
async function losePayment(page: Page, amount: string): Promise<void> {
  await reviewDeposit(page, amount);
  const answerAgain = await loseAnswers(page, 'Deposit');
  await confirm(page, 'Add money');
  await page.getByRole('heading', { name: 'We do not know yet' }).waitFor();
  await answerAgain();
}

async function expectNothingOfAPayment(page: Page): Promise<void> {
  for (const text of ['waiting for its answer', 'We do not know', 'not arrived', 'KES 60', 'KES 45']) {
    expect(await page.getByText(text).count()).toBe(0);
  }
}
