import { readFile } from 'node:fs/promises';
import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Answer } from '../../support/answer.js';
import { testInBrowser } from '../../support/browser.js';
import { expectSoon } from '../../support/soon.js';
import { ANALYST, ask, CUSTOMER, digits, pageOf, startDemo } from '../console/console-support.js';
import { Dashboard, signedIn } from '../support.js';

const STATEMENT = `query ($id: ID!, $from: DateTime!, $to: DateTime!) {
  statement(walletId: $id, from: $from, to: $to) {
    opening { amount minorUnits } closing { amount minorUnits }
    credits { count amount { amount minorUnits } } debits { count amount { amount minorUnits } }
    entries(first: 100) { nodes { amount { amount } balanceAfter { amount } } pageInfo { hasNextPage } }
  }
}`;
const FIGURES = ['opening', 'in', 'out', 'closing'] as const;

/** The figures on the page, without what makes them readable. */
async function figuresOn(page: Page): Promise<string[]> {
  await complete(page);
  return Promise.all(
    FIGURES.map(async (name) => digits(await page.locator(`[data-figure=${name}]`).innerText())),
  );
}

/** Waits until every entry is there. */
async function complete(page: Page): Promise<void> {
  await page.getByRole('rowheader', { name: 'Closing balance' }).waitFor();
}

/** Reads the API's statement for the days in the page's URL. */
async function statementOf(page: Page): Promise<Answer> {
  const { pathname, searchParams } = new URL(page.url());
  const lastDay = new Date(`${searchParams.get('to') ?? ''}T00:00:00Z`).getTime();
  return ask(page, STATEMENT, {
    id: pathname.split('/').at(-2),
    from: `${searchParams.get('from') ?? ''}T00:00:00.000Z`,
    to: new Date(lastDay + 86_400_000).toISOString(),
  });
}

function figuresIn(statement: Answer): string[] {
  return ['opening', 'credits.amount', 'debits.amount', 'closing'].map((path) =>
    statement.text(`data.statement.${path}.amount`),
  );
}

async function openStatement(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('article').first().getByRole('link').click();
  await page.getByRole('link', { name: 'Statement' }).click();
  await complete(page);
}

describe('A statement', () => {
  testInBrowser(
    'says what the API says, keeps its days over a reload, and is saved as the API’s CSV',
    async (browser) => {
      const page = await pageOf(browser, await startDemo(), CUSTOMER);
      await openStatement(page);
      await page.getByRole('button', { name: 'Last month' }).click();
      await page.waitForURL(/from=\d{4}-\d\d-01&to=/);
      await page.getByText('1 –').first().waitFor();
      const said = await statementOf(page);
      await expectSoon(async () => figuresOn(page), figuresIn(said));
      expect(said.text('data.statement.opening.minorUnits')).not.toBe('0');

      const minor = (path: string) => BigInt(said.text(`data.statement.${path}.minorUnits`));
      expect(minor('opening') + minor('credits.amount') - minor('debits.amount')).toBe(minor('closing'));
      // Amounts that only a phone shows are there as well.
      const amountsOn = async () => {
        const rows = await page.evaluate<string[][]>(
          `[...document.querySelectorAll('[data-entry]')].map((row) =>
            [...row.querySelectorAll('[data-money]')].map((each) => each.textContent))`,
        );
        return rows.map(([amount = '', , balance = '']) => [
          amount.includes('-'),
          digits(amount),
          digits(balance),
        ]);
      };
      const amounts = said.list('data.statement.entries.nodes').map((_entry, index) => {
        const amount = said.text(`data.statement.entries.nodes.${index}.amount.amount`);
        const balance = said.text(`data.statement.entries.nodes.${index}.balanceAfter.amount`);
        return [amount.startsWith('-'), digits(amount), balance];
      });
      await expectSoon(amountsOn, amounts);

      const url = page.url();
      await page.reload();
      await expectSoon(async () => figuresOn(page), figuresIn(said));
      await page.waitForURL(url);
      await page.getByRole('button', { name: 'Last month', pressed: true }).waitFor();

      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'CSV' }).click(),
      ]);
      const { pathname, searchParams } = new URL(url);
      const from = `${searchParams.get('from') ?? ''}T00:00:00.000Z`;
      const to = new Date(Date.parse(`${searchParams.get('to') ?? ''}T00:00Z`) + 86_400_000).toISOString();
      const answer = await page.request.get(`/api${pathname}.csv?from=${from}&to=${to}`);
      const saved = await readFile(await download.path(), 'utf8');
      expect(saved).toBe(await answer.text());
      expect(saved.trim().split('\n')).toHaveLength(amounts.length + 1);
    },
    300_000,
  );

  testInBrowser(
    'of many entries has all of them, and is printed black on white without the frame of the page',
    async (browser) => {
      const page = await pageOf(browser, await startDemo(), CUSTOMER, { colorScheme: 'dark' });
      await openStatement(page);
      await page.getByLabel('From this day').fill('2020-01-01');
      await page.getByLabel('From this day').press('Enter');
      await page.waitForURL(/from=2020-01-01/);
      await page.getByText('1 Jan 2020').first().waitFor();
      const said = await statementOf(page);
      await expectSoon(async () => figuresOn(page), figuresIn(said));
      const count =
        Number(said.at('data.statement.credits.count')) + Number(said.at('data.statement.debits.count'));
      expect(count).toBeGreaterThan(100);
      await expectSoon(async () => page.locator('[data-entry]').count(), count);

      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      for (const frame of [page.getByRole('banner'), page.getByRole('button', { name: 'Print' })]) {
        await frame.first().waitFor({ state: 'hidden' });
      }
      const coloursOn = async () =>
        page.evaluate<string[]>(
          `[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('article')).backgroundColor,
          getComputedStyle(document.querySelector('[data-entry] [data-money]')).color]`,
        );
      await expectSoon(coloursOn, ['rgb(255, 255, 255)', 'rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect(pdf.match(/\/Type \/Page\b(?!s)/g)?.length).toBeGreaterThan(2);
      expect(pdf).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12]/);
    },
    300_000,
  );

  testInBrowser(
    'is open to staff from the wallet’s panel, and to nobody else',
    async (browser) => {
      const url = await startDemo();
      const page = await pageOf(browser, url, ANALYST);
      await page.goto('/console/wallets');
      await page.getByRole('main').locator('a[href*="/console/wallets/"]').first().click();
      await page.getByRole('dialog').getByRole('link', { name: 'Statement' }).click();
      await page.getByRole('button', { name: 'Last month' }).click();
      await page.waitForURL(/from=/);
      await page.getByText('1 –').first().waitFor();
      await expectSoon(async () => figuresOn(page), figuresIn(await statementOf(page)));

      const walletId = new URL(page.url()).pathname.split('/').at(-2) ?? '';
      const dashboard = await Dashboard.start();
      const stranger = await (
        await signedIn(browser, dashboard, await dashboard.saver('Brian Mwangi'))
      ).newPage();
      await stranger.goto(`/wallets/${walletId}/statement`);
      await stranger.getByText('There is nothing here').waitFor();
    },
    300_000,
  );

  testInBrowser('asks for this month when its days are impossible', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno', '1000');
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    // The month may end while the test runs.
    await page.clock.setFixedTime(new Date());
    await page.goto(`/wallets/${saver.walletId}/statement?from=2026-02-31&to=never`);
    await expectSoon(async () => figuresOn(page), ['0.00', '1000.00', '0.00', '1000.00']);
    await page.getByRole('button', { name: 'This month', pressed: true }).waitFor();
  });
});
