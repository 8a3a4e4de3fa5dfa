import { describe, expect } from '@jest/globals';
import { painted, testInBrowser } from '../../support/browser.js';
import { expectSoon } from '../../support/soon.js';
import {
  ANALYST,
  ask,
  card,
  CUSTOMER,
  openOverview,
  OPERATOR,
  pageOf,
  startDemo,
} from './console-support.js';

describe('The operations console', () => {
  testInBrowser(
    'is found through by the keyboard alone',
    async (browser) => {
      const page = await pageOf(browser, await startDemo(), OPERATOR);
      await openOverview(page);
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').locator('input:focus').waitFor();
      await page.keyboard.type('brian@example.com');
      await page.getByRole('option', { name: /Brian Mwangi.*brian@example.com/ }).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/console/users/*');
      await page.getByRole('dialog').getByText('User id').waitFor();
      await page.keyboard.press('Escape');
      await page.waitForURL('**/console/users');

      // One right after the other: a pause between them is the end of a shortcut.
      await Promise.all([page.keyboard.press('g'), page.keyboard.press('w')]);
      await page.getByRole('heading', { name: 'Wallets', level: 1 }).waitFor();
      await page.keyboard.press('/');
      await page.getByRole('main').locator('input:focus').waitFor();
      await page.keyboard.type('rainy');
      await page.waitForURL('**/console/wallets?q=rainy');
      await page.getByRole('main').locator('tbody tr').first().waitFor();
      await page.keyboard.press('Escape');
      // A key that is typed into a field is not a shortcut.
      await page.keyboard.type('?');
      await page.waitForURL(({ searchParams }) => searchParams.get('q')?.includes('?') === true);
      expect(await page.getByRole('dialog').count()).toBe(0);

      await page.goto('/console');
      await card(page, 'funds').waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    },
    300_000,
  );

  testInBrowser(
    'steps from days by days and from months by months, also where both are the same days',
    async (browser) => {
      const page = await pageOf(browser, await startDemo(), ANALYST);
      // The last 30 days are this month so far, and the 30 days before them are all of last month.
      await page.clock.setFixedTime('2026-10-30T12:00:00Z');
      const step = async (key: string, days: string, query: string) => {
        await page.keyboard.press(key);
        await page.getByRole('main').getByRole('button', { name: days, exact: true }).waitFor();
        expect(new URL(page.url()).search).toBe(query);
      };
      await openOverview(page);
      await page.getByRole('button', { name: 'Last 30 days 1 – 30 Oct 2026', exact: true }).waitFor();
      await step('[', '1 – 30 Sept 2026', '?from=2026-09-01&to=2026-09-30&by=days');
      await step('[', '2 – 31 Aug 2026', '?from=2026-08-02&to=2026-08-31');
      await step(']', '1 – 30 Sept 2026', '?from=2026-09-01&to=2026-09-30&by=days');
      await step(']', 'Last 30 days 1 – 30 Oct 2026', '');
      await openOverview(page, '?range=this-month');
      await page.getByRole('button', { name: 'This month 1 – 30 Oct 2026', exact: true }).waitFor();
      await step('[', 'Last month 1 – 30 Sept 2026', '?range=last-month');
      await step('[', '1 – 31 Aug 2026', '?from=2026-08-01&to=2026-08-31');
      await step(']', 'Last month 1 – 30 Sept 2026', '?range=last-month');
      await step(']', 'This month 1 – 30 Oct 2026', '?range=this-month');
    },
    300_000,
  );

  testInBrowser(
    'says on every view that the server cannot be reached, and shows it after another try',
    async (browser) => {
      const page = await pageOf(browser, await startDemo(), ANALYST);
      const pathOfFirst = async (list: string) => {
        await page.goto(`/console/${list}`);
        const link = page.getByRole('main').locator('tbody a').first();
        return (await link.getAttribute('href')) ?? '';
      };
      const panels = [
        await pathOfFirst('transactions'),
        await pathOfFirst('wallets'),
        await pathOfFirst('users'),
      ];
      const views = [
        ...['/console', '/console/transactions', '/console/wallets', '/console/users', '/console/declines'],
        ...panels,
      ];
      for (const view of views) {
        // The query for the user is answered; all others are not.
        await page.route('**/graphql', async (route) =>
          route.request().postData()?.includes('query Me') === true ? route.fallback() : route.abort(),
        );
        await page.goto(view);
        const place = panels.includes(view) ? page.getByRole('dialog') : page.getByRole('main');
        await place.getByText('This could not be loaded').first().waitFor();
        await page.unroute('**/graphql');
        await place.getByRole('button', { name: 'Try again' }).first().click();
        await place.getByText('This could not be loaded').first().waitFor({ state: 'hidden' });
        await place.locator('dl, tbody tr, [data-metric]').first().waitFor();
      }
    },
    300_000,
  );

  testInBrowser(
    'grows a list to its end for somebody who has the end in sight all the time',
    async (browser) => {
      const page = await pageOf(browser, await startDemo(), ANALYST);
      // Scrolls like a held End key: the end never comes into sight, because it never leaves it.
      await page.addInitScript(`new MutationObserver(() => scrollTo(0, document.body?.scrollHeight ?? 0))
        .observe(document, { childList: true, subtree: true })`);
      await page.goto('/console/transactions?currency=KES&type=WITHDRAWAL');
      const main = page.getByRole('main');
      await main.getByText('That is everything.').waitFor();
      const answer = await ask(
        page,
        '{ transactionTotals(filter: { currency: KES, type: [WITHDRAWAL] }) { totals { count } } }',
      );
      await expectSoon(
        async () => main.locator('tbody tr').count(),
        answer.at('data.transactionTotals.totals.0.count'),
      );
    },
    300_000,
  );

  testInBrowser(
    'moves nothing for those who have asked for less motion',
    async (browser) => {
      const page = await pageOf(browser, await startDemo(), ANALYST);
      await openOverview(page);
      await page.getByRole('button', { name: /^Live/ }).waitFor();
      const moving = `document.getAnimations().filter(({ effect }) => {
        const { duration, iterations } = effect.getComputedTiming();
        return duration > 1 || iterations > 1;
      }).length`;
      expect(await page.evaluate(moving)).toBe(0);
    },
    300_000,
  );

  testInBrowser(
    'shows an analyst no action, and a customer nothing at all',
    async (browser) => {
      const url = await startDemo();
      const analyst = await pageOf(browser, url, ANALYST);
      for (const list of ['transactions', 'wallets', 'users']) {
        await analyst.goto(`/console/${list}`);
        await analyst.getByRole('main').locator('tbody a').first().click();
        const panel = analyst.getByRole('dialog');
        await panel.getByText(' id', { exact: false }).first().waitFor();
        const acts = panel.getByRole('button', { name: /^(?!Close|Copy |Show more)/ });
        await painted(analyst);
        expect(await acts.allInnerTexts()).toEqual([]);
      }

      const customer = await pageOf(browser, url, CUSTOMER);
      for (const path of ['/console', '/console/users', '/console/transactions?status=POSTED']) {
        await customer.goto(path);
        await customer.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
        expect(new URL(customer.url()).pathname).toBe('/');
      }
      for (const query of ['{ adminSummary { asOf } }', '{ declines { nodes { id } } }', '{ userCount }']) {
        expect((await ask(customer, query)).at('errors.0.extensions.code')).toBe('FORBIDDEN');
      }
    },
    300_000,
  );

  testInBrowser(
    'is refreshed while somebody looks, and rests when they pause it',
    async (browser) => {
      const page = await pageOf(browser, await startDemo(), ANALYST);
      await page.clock.install();
      let asked = 0;
      await page.route('**/graphql', async (route) => {
        if (route.request().postData()?.includes('query Overview(')) asked += 1;
        await route.fallback();
      });
      await openOverview(page);
      await page.getByRole('button', { name: /^Live/ }).waitFor();
      const first = asked;
      await page.clock.fastForward(31_000);
      await expectSoon(() => asked > first, true);
      await page.getByRole('button', { name: /^Live/ }).click();
      await page.getByRole('button', { name: /^Paused/ }).waitFor();
      const paused = asked;
      await page.clock.fastForward(120_000);
      // Requests leave in order: had the timer asked, it would have been counted before this one.
      await page.keyboard.press('r');
      await expectSoon(() => asked > paused, true);
      expect(asked).toBe(paused + 1);
    },
    300_000,
  );
});
