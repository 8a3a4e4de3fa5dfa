import { describe, expect } from '@jest/globals';
import { testInBrowser } from '../../support/browser.js';
import { expectSoon } from '../../support/soon.js';
import {
  allRows,
  ANALYST,
  ask,
  card,
  digits,
  figureOf,
  openOverview,
  OPERATOR,
  pageOf,
  settled,
  startDemo,
} from './console-support.js';

const SUMMARY = `query ($input: AdminSummaryInput!) {
  adminSummary(input: $input) {
    users { total } wallets { active } declines { count }
    positions { currency customerPosted { amount } }
    volumes { currency count amount { minorUnits } }
  }
}`;

/** The amount in the last column, in cents. */
function centsOf(row: string): bigint {
  return BigInt(digits(row.split('\t').at(-1) ?? '').replace('.', ''));
}

function sum(values: readonly (bigint | number)[]): bigint {
  return values.reduce<bigint>((total, value) => total + BigInt(value), 0n);
}

describe('The operations console', () => {
  testInBrowser(
    'shows the figures of adminSummary, and each card leads to the rows that add up to it',
    async (browser) => {
      const page = await pageOf(browser, await startDemo(), OPERATOR, {
        viewport: { width: 1280, height: 900 },
      });
      const DAY = 86_400_000;
      const today = Math.floor(Date.now() / DAY) * DAY;
      const days = { from: new Date(today - 20 * DAY), to: new Date(today - 2 * DAY) };
      const lastDay = new Date(days.to.getTime() - DAY);
      const [from, to] = [days.from, lastDay].map((date) => date.toISOString().slice(0, 10));
      await openOverview(page, `?from=${String(from)}&to=${String(to)}&currency=KES`);

      const input = { ...days, currency: 'KES' };
      const { adminSummary } = (await ask(page, SUMMARY, { input })).at('data') as {
        adminSummary: {
          users: { total: number };
          wallets: { active: number };
          declines: { count: number }[];
          positions: { customerPosted: { amount: string } }[];
          volumes: { count: number; amount: { minorUnits: string } }[];
        };
      };
      const funds = adminSummary.positions[0]?.customerPosted.amount ?? '';
      const volume = sum(adminSummary.volumes.map(({ amount }) => BigInt(amount.minorUnits)));
      const expected = {
        funds,
        volume: `${String(volume / 100n)}.${String(volume % 100n).padStart(2, '0')}`,
        transactions: String(sum(adminSummary.volumes.map(({ count }) => count))),
        declines: String(sum(adminSummary.declines.map(({ count }) => count))),
        wallets: String(adminSummary.wallets.active),
        users: String(adminSummary.users.total),
      };
      const shown: Record<string, string> = {};
      for (const metric of Object.keys(expected)) shown[metric] = await figureOf(page, metric);
      expect(shown).toEqual(expected);

      const overview = page.url();
      const open = async (metric: string) => {
        await card(page, metric).getByRole('link').click();
        const rows = await allRows(page);
        await page.goBack();
        await page.waitForURL(overview);
        await card(page, metric).waitFor();
        return rows;
      };
      expect(sum((await open('volume')).map(centsOf))).toBe(volume);
      expect(sum((await open('funds')).map(centsOf))).toBe(BigInt(funds.replace('.', '')));
      for (const metric of ['transactions', 'declines', 'wallets', 'users'] as const) {
        expect([metric, String((await open(metric)).length)]).toEqual([metric, expected[metric]]);
      }
    },
    300_000,
  );

  testInBrowser(
    'keeps its view in the URL: over a reload, the back button and a link',
    async (browser) => {
      const page = await pageOf(browser, await startDemo(), ANALYST);
      await openOverview(page);
      await page.getByRole('button', { name: 'Last 30 days' }).click();
      await page.getByRole('button', { name: 'Last 7 days' }).click();
      await page.getByRole('combobox', { name: 'Currency' }).click();
      await page.getByRole('option', { name: 'UGX' }).click();
      await page.getByRole('combobox', { name: 'Bucket' }).click();
      await page.getByRole('option', { name: 'Hourly' }).click();
      await page.getByRole('button', { name: 'The range before' }).click();
      await page.waitForURL(({ searchParams }) => searchParams.has('from'));
      await page.getByText('Volume over time in UGX').waitFor();
      await settled(page);
      const url = new URL(page.url());
      expect([...url.searchParams.keys()].toSorted()).toEqual(['bucket', 'currency', 'from', 'to']);
      const figure = await figureOf(page, 'volume');

      await page.reload();
      await settled(page);
      expect(await figureOf(page, 'volume')).toBe(figure);
      await card(page, 'volume').getByRole('link').click();
      await page.getByRole('heading', { name: 'Transactions', level: 1 }).waitFor();
      await page.getByRole('main').locator('tbody a').first().click();
      await page.getByRole('dialog').getByText('Transaction id').waitFor();
      const panel = page.url();
      await page.reload();
      await page.getByRole('dialog').getByText('Transaction id').waitFor();
      await page.waitForURL(panel);
      await page.goBack();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.goBack();
      await card(page, 'volume').waitFor();
      await page.waitForURL(url.href);
    },
    300_000,
  );

  testInBrowser(
    'says why all wallets together come to zero, and what those of customers come to',
    async (browser) => {
      const page = await pageOf(browser, await startDemo(), ANALYST);
      await page.goto('/console/wallets?currency=KES');
      const totals = page.getByRole('main').getByRole('status');
      await totals.getByText('Zero, because treasuries owe what customers hold.').waitFor();
      await expectSoon(
        async () => totals.getByText(/^KES/).innerText(),
        expect.stringMatching(/^KES\s0\.00$/),
      );

      await page.goto('/console/wallets?currency=KES&kind=CUSTOMER');
      const query =
        'query { adminSummary(input: { currency: KES }) { positions { customerPosted { minorUnits } } } }';
      const posted = (await ask(page, query)).text('data.adminSummary.positions.0.customerPosted.minorUnits');
      const shown = async () => digits(await totals.getByText(/^KES/).innerText()).replace('.', '');
      await expectSoon(shown, posted);
      expect(await totals.getByText('Zero').count()).toBe(0);
    },
    300_000,
  );

  testInBrowser(
    'leads from a transaction to its wallet, its owner and back to their transactions',
    async (browser) => {
      const page = await pageOf(browser, await startDemo(), ANALYST);
      await page.goto('/console/transactions?type=TRANSFER&q=amina%40example.com');
      await page.getByRole('main').locator('tbody a').first().click();
      const panel = page.getByRole('dialog');
      await panel.getByRole('table', { name: 'Entries' }).getByRole('link').first().click();
      await panel.getByText('Wallet id').waitFor();
      await panel.locator('a[href*="/console/users/"]').click();
      await panel.getByText('User id').waitFor();
      const email = await panel.locator('dd').filter({ hasText: '@example.com' }).innerText();
      await panel.getByRole('link', { name: 'All of them' }).click();
      await page.getByRole('button', { name: /Remove the filter Person/ }).waitFor();
      const id = new URL(page.url()).searchParams.get('owner');
      const owner = await ask(page, 'query ($id: ID!) { user(id: $id) { email } }', { id });
      expect(owner.text('data.user.email')).toBe(email);
    },
    300_000,
  );
});
