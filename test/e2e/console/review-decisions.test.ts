import { describe, expect } from '@jest/globals';
import type { Browser, Page, Route } from 'playwright-core';
import { testInBrowser } from '../../support/browser.js';
import { reviewAbove, staff, statusesOf } from '../staff.js';
import { amountsOf, Dashboard, isOperation, signedIn, type Saver } from '../support.js';

describe('Decisions in the review queue', () => {
  testInBrowser(
    'are all carried out, each once, however fast the keys are pressed',
    async (browser) => {
      const { page, saver, amounts } = await queueOf(browser, 30);
      const posts = await watchPosts(page);

      await decideAll(page, amounts.length);
      await rows(page)
        .filter({ hasText: 'Posted' })
        .nth(amounts.length - 1)
        .waitFor();

      expect(await statusesOf(saver)).toEqual(
        Object.fromEntries([['1000.00', 'POSTED'], ...amounts.map((amount) => [amount, 'POSTED'])]),
      );
      // In the order in which they were decided, the newest first.
      expect(await amountsOf(saver)).toEqual(['1000.00', ...amounts.map((amount) => `-${amount}`)].reverse());
      expect(posts.keys.size).toBe(amounts.length);
      expect(posts.count).toBe(amounts.length);
    },
    300_000,
  );

  testInBrowser(
    'wait for a slow server in sight, and go on while their page is left',
    async (browser) => {
      const { page, saver, amounts } = await queueOf(browser, 10);
      const gate = Promise.withResolvers<undefined>();
      const posts = await watchPosts(page, gate.promise);

      await decideAll(page, amounts.length);
      await rows(page).nth(0).getByText('Posting …').waitFor();
      await rows(page).nth(9).getByText('To be posted').waitFor();
      // Pressed again, it is no second decision.
      await page.keyboard.press('p');
      expect(posts.count).toBe(1);

      // Closing the tab asks for confirmation first.
      const asked = page.waitForEvent('dialog');
      await page.close({ runBeforeUnload: true });
      const dialog = await asked;
      expect(dialog.type()).toBe('beforeunload');
      await dialog.dismiss();

      await page.getByRole('link', { name: 'Transactions', exact: true }).first().click();
      await page.getByRole('heading', { name: 'Transactions' }).waitFor();
      await page.getByRole('link', { name: '10 under way' }).waitFor();
      gate.resolve(undefined);
      await page.locator('[data-decisions]').waitFor({ state: 'detached' });

      expect(Object.values(await statusesOf(saver))).toEqual(Array(11).fill('POSTED'));
      expect(await amountsOf(saver)).toEqual(['1000.00', ...amounts.map((amount) => `-${amount}`)].reverse());
      expect(posts.keys.size).toBe(amounts.length);
    },
    300_000,
  );

  testInBrowser(
    'that fail say why and stay in sight, and the others are carried out',
    async (browser) => {
      const { dashboard, operator, page, saver } = await queueOf(browser, 3);
      const other = await dashboard.saver('Baraka Njoroge', '500');
      await other.user.withdraw(other.walletId, '77');
      await other.user.withdraw(other.walletId, '78');
      await page.keyboard.press('r');
      await rows(page).nth(4).waitFor();
      const wallet = async (act: string) => {
        const answer = await operator.user.graphql(
          `mutation ($id: ID!) { act: ${act}(id: $id, reason: "A look") { wallet { status } } }`,
          { id: other.walletId },
        );
        return answer.text('data.act.wallet.status');
      };
      expect(await wallet('freezeWallet')).toBe('FROZEN');

      await decideAll(page, 5);
      const failed = rows(page).filter({ hasText: '77.00' });
      await failed.getByRole('alert').getByText('Not posted: ').waitFor();
      await page.getByRole('link', { name: '2 not done' }).waitFor();
      await rows(page).filter({ hasText: 'Posted' }).nth(2).waitFor();
      expect(Object.values(await statusesOf(saver))).toEqual(Array(4).fill('POSTED'));

      // They are there for whoever comes back to the page, too.
      await page.getByRole('link', { name: 'Overview' }).first().click();
      await page.getByRole('heading', { name: 'Overview' }).waitFor();
      await page.getByRole('link', { name: '2 not done' }).click();
      await failed.getByRole('alert').getByText('Not posted: ').waitFor();
      expect(await wallet('unfreezeWallet')).toBe('ACTIVE');
      await failed.getByRole('button', { name: 'Try again' }).click();
      await failed.getByText('Posted', { exact: true }).waitFor();
      await page.getByRole('link', { name: '1 not done' }).waitFor();
      expect(await statusesOf(other)).toMatchObject({ '77.00': 'POSTED', '78.00': 'PENDING' });
    },
    300_000,
  );
});

/** An operator before a queue of withdrawals of 11.00, 12.00 and so on. */
async function queueOf(browser: Browser, length: number) {
  const dashboard = await Dashboard.start();
  const operator = await staff(dashboard, 'operator');
  await reviewAbove(operator, '5');
  const saver: Saver = await dashboard.saver('Amina Otieno', '1000');
  const amounts = Array.from({ length }, (_, index) => `${11 + index}.00`);
  for (const amount of amounts) await saver.user.withdraw(saver.walletId, amount);
  const page = await (await signedIn(browser, dashboard, operator)).newPage();
  await page.goto('/console/review');
  await rows(page)
    .nth(length - 1)
    .waitFor();
  return { dashboard, operator, saver, amounts, page };
}

/** Decides all rows as fast as the browser takes the keys. */
async function decideAll(page: Page, rowCount: number): Promise<void> {
  for (let row = 0; row < rowCount; row += 1) {
    await page.keyboard.press('j');
    await page.keyboard.press('p');
  }
}

/** Counts the requests to post from here on; each reaches the server once the gate is open. */
async function watchPosts(page: Page, gate: Promise<unknown> = Promise.resolve()) {
  const posts = { count: 0, keys: new Set<string>() };
  await page.route('**/graphql', async (route: Route) => {
    if (!isOperation(route, 'PostTransaction')) return route.fallback();
    posts.count += 1;
    posts.keys.add(/"idempotencyKey":"([^"]+)"/.exec(route.request().postData() ?? '')?.[1] ?? '');
    await gate;
    await route.fallback();
  });
  return posts;
}

function rows(page: Page) {
  return page.getByRole('list', { name: 'Review queue' }).getByRole('listitem');
}
