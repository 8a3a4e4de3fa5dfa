import { readFile } from 'node:fs/promises';
import { describe, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { testInBrowser } from '../../support/browser.js';
import { expectSoon } from '../../support/soon.js';
import { SettableClock } from '../../support/clock.js';
import { depositTo } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { startsByTheClock } from '../../support/wall-clock.js';
import { allRows, card, digits, figureOf } from './console-support.js';
import { staff } from '../staff.js';
import { Dashboard, signedIn, type Saver } from '../support.js';

/** The eighth of March 2026: clocks in New York are set forward at 07:00Z. Each deposit is of another amount. */
const DEPOSITS = [
  ['2026-03-07T18:14:59.999Z', 100],
  ['2026-03-07T18:15:00.000Z', 200],
  ['2026-03-08T04:59:59.999Z', 400],
  ['2026-03-08T05:00:00.000Z', 800],
  ['2026-03-08T07:30:00.000Z', 1600],
  ['2026-03-08T18:14:59.999Z', 3200],
  ['2026-03-08T18:15:00.000Z', 6400],
  ['2026-03-09T03:59:59.999Z', 12_800],
  ['2026-03-09T04:00:00.000Z', 25_600],
] as const;
const DAY = '2026-03-08';

/** A server whose ledger has moved around that day. */
async function historyOf(): Promise<{ dashboard: Dashboard; saver: Saver; analyst: Saver }> {
  const dashboard = await Dashboard.start();
  const saver = await dashboard.saver('Amina Otieno');
  const analyst = await staff(dashboard, 'analyst');
  await dashboard.kill();
  for (const [at, amount] of DEPOSITS) {
    const t = await TestLedger.open(dashboard.databaseUrl, new SettableClock(at));
    await t.ledger.submit(depositTo({ id: saver.walletId, ownerId: saver.user.id, currency: 'KES' }, amount));
    await t.close();
  }
  await dashboard.restart();
  return { dashboard, saver, analyst };
}

/** Lists the deposits of that day in a zone, found by its clock, oldest first and in cents. */
function depositsOn(timeZone: string): number[] {
  const [from = 0, to = 0] = startsByTheClock(
    { from: Date.parse(`${DAY}T15:00Z`), to: Date.parse(`${DAY}T15:00Z`) + 86_400_000 },
    'DAY',
    timeZone,
  );
  return DEPOSITS.filter(([at]) => Date.parse(at) >= from && Date.parse(at) < to).map(([, amount]) => amount);
}

async function pageIn(
  browser: Browser,
  dashboard: Dashboard,
  saver: Saver,
  timezoneId: string,
): Promise<Page> {
  return (await signedIn(browser, dashboard, saver, { timezoneId, locale: 'en-GB' })).newPage();
}

const amount = (cents: number) => (cents / 100).toFixed(2);
const sum = (cents: readonly number[]) => cents.reduce((total, each) => total + each, 0);

describe.each([
  ['Asia/Kathmandu', '+05:45'],
  ['America/New_York', '-04:00'],
] as const)('In %s', (timeZone, offset) => {
  const deposits = depositsOn(timeZone);
  const count = deposits.length;

  testInBrowser(
    'a saver’s day is the one on their clock: in the activity, its file, the statement and its file',
    async (browser) => {
      expect(count).toBe(5);
      const { dashboard, saver } = await historyOf();
      const page = await pageIn(browser, dashboard, saver, timeZone);
      await page.goto(`/wallets/${saver.walletId}?from=${DAY}&to=${DAY}`);
      await page.getByText(`Times in ${timeZone}`).first().waitFor();
      const day = page.getByRole('region', { name: /8 March/ });
      await day.waitFor();
      const rows = day.getByRole('listitem').locator('[data-money]');
      await expectSoon(
        async () => (await rows.allInnerTexts()).filter((_row, index) => index % 2 === 0).map(digits),
        deposits.toReversed().map(amount),
      );
      expect(await page.getByRole('region', { name: /March/ }).count()).toBe(1);

      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export CSV' }).click(),
      ]);
      const [head, ...lines] = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
      expect(head).toContain(`Time (${timeZone}),`);
      const times = lines.map((line) => line.split(',')[0] ?? '');
      expect(times.at(0)).toBe(`2026-03-08T23:59:59.999${offset}`);
      expect(times).toHaveLength(count);
      expect(times.every((time) => time.startsWith(DAY))).toBe(true);

      await page.goto(`/wallets/${saver.walletId}/statement?from=${DAY}&to=${DAY}`);
      await page.getByText(`Days and times are those of ${timeZone}.`).waitFor();
      await page.getByRole('rowheader', { name: 'Closing balance' }).waitFor();
      const paidIn = page.locator('[data-figure=in]');
      await expectSoon(async () => digits(await paidIn.innerText()), amount(sum(deposits)));
      await expectSoon(async () => page.locator('[data-entry]').count(), count);
      const [statement] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'CSV' }).click(),
      ]);
      expect(statement.suggestedFilename()).toBe('statement-2026-03-08-2026-03-09.csv');
      const entries = (await readFile(await statement.path(), 'utf8')).trim().split('\r\n').slice(1);
      expect(entries.map((line) => line.split(',')[1]?.slice(0, 10))).toEqual(deposits.map(() => DAY));
    },
    300_000,
  );

  testInBrowser(
    'the console’s day adds up to the cent, from the figure to the bars to the rows',
    async (browser) => {
      const { dashboard, analyst } = await historyOf();
      const page = await pageIn(browser, dashboard, analyst, timeZone);
      await page.goto(`/console?from=${DAY}&to=${DAY}&bucket=HOUR`);
      await page.getByText(`Times in ${timeZone}`).first().waitFor();
      await expectSoon(async () => figureOf(page, 'volume'), amount(sum(deposits)));
      await page.getByRole('button', { name: 'Table' }).click();
      const table = page.getByRole('region', { name: 'Volume over time, as a table' });
      const hours = table.getByRole('row').locator('td:last-child');
      await expectSoon(async () => hours.count(), timeZone === 'America/New_York' ? 23 : 24);
      await expectSoon(
        async () => sum((await hours.allInnerTexts()).map((hour) => Math.round(Number(digits(hour)) * 100))),
        sum(deposits),
      );

      await card(page, 'volume').getByRole('link').click();
      const rows = await allRows(page);
      expect(rows.map((row) => digits(row.split('\t').at(-1) ?? ''))).toEqual(
        deposits.toReversed().map(amount),
      );
      await expectSoon(async () => page.getByText(`${String(count)} transactions`).count(), 1);
    },
    300_000,
  );
});
