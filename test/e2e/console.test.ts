import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityFindings } from '../support/axe.js';
import { testInBrowser } from '../support/browser.js';
import {
  allRows,
  ANALYST,
  ask,
  card,
  CUSTOMER,
  digits,
  figureOf,
  OPERATOR,
  pageOf,
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

async function openOverview(page: Page, query = ''): Promise<void> {
  await page.goto(`/console${query}`);
  await card(page, 'funds').locator('[data-value]').waitFor();
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
    180_000,
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
      await page.getByRole('button', { name: 'The range before' }).click();
      await page.getByText('Volume over time in UGX').waitFor();
      const url = new URL(page.url());
      expect([...url.searchParams.keys()].toSorted()).toEqual(['currency', 'from', 'to']);
      const figure = await figureOf(page, 'volume');

      await page.reload();
      await card(page, 'volume').waitFor();
      expect(await figureOf(page, 'volume')).toBe(figure);
      await card(page, 'volume').getByRole('link').click();
      await page.getByRole('heading', { name: 'Transactions', level: 1 }).waitFor();
      await page.getByRole('main').locator('tbody a').first().click();
      await page.getByRole('dialog').getByText('Transaction id').waitFor();
      const panel = page.url();
      await page.reload();
      await page.getByRole('dialog').getByText('Transaction id').waitFor();
      expect(page.url()).toBe(panel);
      await page.goBack();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.goBack();
      await card(page, 'volume').waitFor();
      expect(page.url()).toBe(url.href);
    },
    120_000,
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
    120_000,
  );

  testInBrowser(
    'is found through by the keyboard alone',
    async (browser) => {
      const page = await pageOf(browser, await startDemo(), OPERATOR);
      await openOverview(page);
      await page.keyboard.press('Control+k');
      await page.keyboard.type('brian@example.com');
      await page.getByRole('option', { name: /Brian Mwangi.*brian@example.com/ }).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/console/users/*');
      await page.getByRole('dialog').getByText('User id').waitFor();
      await page.keyboard.press('Escape');
      await page.waitForURL('**/console/users');

      await page.keyboard.press('g');
      await page.keyboard.press('w');
      await page.getByRole('heading', { name: 'Wallets', level: 1 }).waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('rainy');
      await page.waitForURL('**/console/wallets?q=rainy');
      await page.getByRole('main').locator('tbody tr').first().waitFor();
      await page.keyboard.press('Escape');
      // A key that is typed into a field is no shortcut.
      await page.keyboard.type('?');
      await page.waitForURL('**/console/wallets?q=rainy*');
      expect(await page.getByRole('dialog').count()).toBe(0);

      await page.goto('/console');
      await card(page, 'funds').waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.keyboard.press('[');
      await page.waitForURL('**/console?from=*');
      await page.keyboard.press(']');
      await page.waitForURL('**/console');
    },
    120_000,
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
        const buttons = await panel.getByRole('button').all();
        const names = await Promise.all(
          buttons.map(async (button) => (await button.getAttribute('aria-label')) ?? button.innerText()),
        );
        expect(names.filter((name) => !/^(Close|Copy |Show more)/.test(name))).toEqual([]);
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
    120_000,
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
      await expectSoon(() => asked > first);
      await page.getByRole('button', { name: /^Live/ }).click();
      await page.getByRole('button', { name: /^Paused/ }).waitFor();
      const paused = asked;
      await page.clock.fastForward(120_000);
      await page.waitForTimeout(300);
      expect(asked).toBe(paused);
    },
    120_000,
  );

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [390, 1280]) {
      testInBrowser(
        `has nothing that axe finds, ${colorScheme}, ${String(width)} pixels wide`,
        async (browser) => {
          const page = await pageOf(browser, await startDemo(), OPERATOR, {
            colorScheme,
            viewport: { width, height: 900 },
          });
          const findings: { where: string; found: string[] }[] = [];
          const inspect = async (where: string) => {
            await page.waitForTimeout(300);
            const found = await accessibilityFindings(page);
            const overflow = await page.evaluate<number>(
              'document.documentElement.scrollWidth - document.documentElement.clientWidth',
            );
            if (overflow > 0) found.push(`${String(overflow)} pixels too wide`);
            if (found.length > 0) findings.push({ where, found });
          };
          await openOverview(page);
          await page
            .getByRole('img', { name: /Bar chart/ })
            .locator('svg')
            .waitFor();
          await inspect('overview');
          await page.getByRole('button', { name: 'Table' }).click();
          await inspect('volume table');
          await page.getByRole('button', { name: 'Last 30 days' }).click();
          await inspect('range picker');
          for (const list of ['transactions', 'wallets', 'users', 'declines']) {
            await page.goto(`/console/${list}`);
            const row = page.getByRole('main').locator(`a[href*="/console/"]`).first();
            await row.waitFor();
            await inspect(list);
            if (list === 'declines') continue;
            await row.click();
            await page.getByRole('dialog').getByText(' id', { exact: false }).first().waitFor();
            await inspect(`a panel of ${list}`);
          }
          await page.goto('/console/transactions?q=nothing+like+it');
          await page.getByText('No transactions').waitFor();
          await inspect('an empty list');
          await page.goto('/console/wallets/01900000-0000-7000-8000-000000000000');
          await page.getByText('There is nothing here').waitFor();
          await inspect('a panel of nothing');
          await page.goto('/console');
          await page.getByRole('button', { name: 'Search' }).click();
          await page.keyboard.type('amina');
          await page.getByRole('option', { name: /amina@example.com/ }).waitFor();
          await inspect('command palette');
          await page.keyboard.press('Escape');
          await page.getByRole('dialog').waitFor({ state: 'hidden' });
          await page.keyboard.press('?');
          await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
          await inspect('help');
          expect(findings).toEqual([]);
        },
        180_000,
      );
    }
  }
});

async function expectSoon(holds: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 50 && !holds(); attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(holds()).toBe(true);
}
