import { describe, expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { testInBrowser } from '../../support/browser.js';
import { expectSoon } from '../../support/soon.js';
import { allRows } from './console-support.js';
import { reviewAbove, staff } from '../staff.js';
import { Dashboard, signedIn, type Saver } from '../support.js';

describe('A list that is longer than one page', () => {
  testInBrowser('of what is on its way is shown to a saver to its end', async (browser) => {
    const dashboard = await Dashboard.start();
    await reviewAbove(await staff(dashboard, 'operator'), '5');
    const saver = await dashboard.saver('Amina Otieno', '10000');
    // The wallet brings the first 20, and a page of them has 50.
    const amounts = await withdraw(saver, 75);
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    await page.goto(`/wallets/${saver.walletId}`);
    const onItsWay = page.getByRole('region', { name: 'On its way' });
    const rows = onItsWay.getByRole('link');
    await rows.first().waitFor();
    // Either the list grows while its end is looked at, or it says that it goes on.
    while ((await rows.count()) < amounts.length) {
      const shown = await rows.count();
      await onItsWay.getByRole('button', { name: 'Show more' }).or(rows.nth(shown)).first().waitFor();
      await rows.last().scrollIntoViewIfNeeded();
      await rows.nth(shown).waitFor();
    }
    await expectSoon(async () => (await amountsIn(rows)).toSorted(), amounts.toSorted());
    await onItsWay.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' });
  });

  testInBrowser(
    'of wallets says in the panel of their owner how many it leaves out, and leads to all',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const analyst = await staff(dashboard, 'analyst');
      const saver = await dashboard.saver('Amina Otieno');
      // Together with the one that she has, three more than the panel shows.
      await all(102, async (index) => saver.user.wallet({ name: `Jar ${index}` }));
      const page = await (await signedIn(browser, dashboard, analyst)).newPage();
      await page.goto(`/console/users/${saver.user.id}`);
      const panel = page.getByRole('dialog', { name: 'Amina Otieno' });
      await panel.getByRole('link', { name: '3 more in the list' }).click();
      await page.getByText('103 wallets').waitFor();
      const rows = await allRows(page);
      const names = Array.from({ length: 102 }, (_, index) => `Jar ${index}`);
      expect(rows.map((row) => row.split('\n')[0]?.trim()).toSorted()).toEqual(
        ['Savings', ...names].toSorted(),
      );
    },
  );

  testInBrowser('of what waits for a review is there from the oldest to the newest', async (browser) => {
    const dashboard = await Dashboard.start();
    const operator = await staff(dashboard, 'operator');
    await reviewAbove(operator, '5');
    const saver = await dashboard.saver('Amina Otieno', '10000');
    // More than two pages of the API, and more than are drawn at once.
    const oldest = await saver.user.withdraw(saver.walletId, '9.99');
    expect(oldest.text('status')).toBe('PENDING');
    const amounts = await withdraw(saver, 210);
    await saver.user.withdraw(saver.walletId, '9.98');
    const page = await (await signedIn(browser, dashboard, operator)).newPage();
    await page.goto('/console/review');
    await page.getByText('212 transactions wait').waitFor();
    const queue = page.getByRole('list', { name: 'Review queue' });
    const rows = queue.getByRole('listitem');
    // The transaction due first is on the last page.
    await rows.first().filter({ hasText: '9.99' }).waitFor();
    while ((await rows.count()) < amounts.length + 2) {
      const shown = await rows.count();
      await rows.last().scrollIntoViewIfNeeded();
      await rows.nth(shown).waitFor();
    }
    const shown = await amountsIn(rows);
    expect(shown[0]).toBe('9.99');
    expect(shown.at(-1)).toBe('9.98');
    expect(shown.slice(1, -1).toSorted()).toEqual(amounts.toSorted());
  });

  testInBrowser('of what a search finds says so in the palette, and leads to all of it', async (browser) => {
    const dashboard = await Dashboard.start();
    const analyst = await staff(dashboard, 'analyst');
    const saver = await dashboard.saver('Amina Otieno');
    const few = 5;
    await all(few + 2, async (index) => saver.user.wallet({ name: `Goat & kid ${index}` }));
    await all(few, async (index) => saver.user.wallet({ name: `Cow ${index}` }));
    const page = await (await signedIn(browser, dashboard, analyst)).newPage();
    await page.goto('/console');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    const found = await search(page, 'cow');
    await found
      .filter({ hasText: 'Cow' })
      .nth(few - 1)
      .waitFor();
    // Those are all.
    expect(await found.filter({ hasText: 'All wallets' }).count()).toBe(0);

    await page.getByRole('dialog').getByRole('textbox').fill('goat & kid');
    await found
      .filter({ hasText: 'Goat & kid' })
      .nth(few - 1)
      .waitFor();
    await found.filter({ hasText: 'All wallets with “goat & kid”' }).click();
    await page.getByText(`${few + 2} wallets`).waitFor();
    expect(await allRows(page)).toHaveLength(few + 2);
  });
});

/** Asks for withdrawals of 10.00, 10.01 and so on. */
async function withdraw(saver: Saver, count: number): Promise<string[]> {
  return all(count, async (index) => {
    const amount = (10 + index / 100).toFixed(2);
    const answer = await saver.user.withdraw(saver.walletId, amount);
    expect(answer.text('status')).toBe('PENDING');
    return amount;
  });
}

/** Many at once: the server takes those that come together in one go. */
async function all<Value>(count: number, make: (index: number) => Promise<Value>): Promise<Value[]> {
  return Promise.all(Array.from({ length: count }, async (_, index) => make(index)));
}

async function amountsIn(rows: Locator): Promise<string[]> {
  return (await rows.allInnerTexts()).map((text) => /\d+\.\d\d/.exec(text)?.[0] ?? text);
}

/** Opens the palette and searches. @returns The options that it offers. */
async function search(page: Page, term: string): Promise<Locator> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('textbox').fill(term);
  return page.getByRole('dialog').getByRole('option');
}
