import { describe, expect } from '@jest/globals';
import { accessibilityFindings } from '../../support/axe.js';
import { painted, testInBrowser } from '../../support/browser.js';
import { openOverview, OPERATOR, pageOf, startDemo } from './console-support.js';

describe('The operations console', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [390, 1280]) {
      testInBrowser(
        `has nothing that axe finds, ${colorScheme}, ${String(width)} pixels wide`,
        async (browser) => {
          const url = await startDemo();
          const page = await pageOf(browser, url, OPERATOR, {
            colorScheme,
            viewport: { width, height: 900 },
          });
          const findings: { where: string; found: string[] }[] = [];
          const inspect = async (where: string) => {
            await painted(page);
            const found = await accessibilityFindings(page);
            const overflow = await page.evaluate<number>(
              'document.documentElement.scrollWidth - document.documentElement.clientWidth',
            );
            if (overflow > 0) found.push(`${String(overflow)} pixels too wide`);
            if (found.length > 0) findings.push({ where, found });
          };
          await openOverview(page);
          // The chart comes when somebody comes near it.
          await page.getByText('Volume over time').scrollIntoViewIfNeeded();
          await page
            .getByRole('img', { name: /Bar chart/ })
            .locator('svg')
            .waitFor();
          await inspect('overview');
          await page.getByRole('button', { name: 'Table' }).click();
          await page.getByRole('region', { name: 'as a table' }).getByRole('row').nth(1).waitFor();
          await inspect('volume table');
          await page.getByRole('button', { name: 'Last 30 days' }).click();
          await page.getByRole('dialog').getByLabel('From').waitFor();
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
          await page.goto('/console/wallets');
          await page.getByRole('main').locator('a[href*="/console/wallets/"]').first().click();
          await page.getByRole('dialog').getByRole('link', { name: 'Statement' }).click();
          await page.getByRole('rowheader', { name: 'Closing balance' }).waitFor();
          await inspect('statement');
          await page.goto('/console/review');
          await page.getByRole('main').getByText('Cloth for the uniforms').first().waitFor();
          await inspect('review');
          await page
            .getByRole('button', { name: /^Void the/ })
            .first()
            .click();
          await page.getByRole('dialog').getByLabel('Reason').waitFor();
          await inspect('why one is voided');
          await page.keyboard.press('Escape');
          await page.getByRole('dialog').waitFor({ state: 'hidden' });
          await page.getByRole('main').locator('a[href*="/console/review/"]').first().click();
          await page.getByRole('dialog').getByText('Transaction id').waitFor();
          await inspect('a panel of review');
          await page.goto('/console/audit');
          await page.getByText('Look at larger withdrawals first').first().waitFor();
          await inspect('audit');
          await page.goto('/console/retries');
          const key = page.getByRole('main').locator('a[href*="/console/users/"]').filter({ visible: true });
          await key.first().waitFor();
          await inspect('retries');
          await page.goto('/console/batch');
          await page.getByText(/^Payouts: KES/).waitFor();
          await page.locator('input[type="file"]').setInputFiles({
            name: 'batch.csv',
            mimeType: 'text/csv',
            buffer: Buffer.from('to,amount\namina@example.com,10.999\nbrian@example.com,5\n'),
          });
          await page.getByText('1 line needs a correction').waitFor();
          await inspect('batch');
          await page.goto('/console/transactions?q=nothing+like+it');
          await page.getByText('No transactions').waitFor();
          await inspect('an empty list');
          await page.goto('/console/wallets/01900000-0000-7000-8000-000000000000');
          await page.getByText('There is nothing here').waitFor();
          await inspect('a panel of nothing');
          await page.goto('/console');
          await page.getByRole('button', { name: 'Search' }).click();
          await page.getByRole('dialog').getByRole('textbox').fill('amina');
          await page.getByRole('option', { name: /amina@example.com/ }).waitFor();
          await inspect('command palette');
          await page.keyboard.press('Escape');
          await page.getByRole('dialog').waitFor({ state: 'hidden' });
          await page.keyboard.press('?');
          await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
          await inspect('help');
          expect(findings).toEqual([]);
        },
        600_000,
      );
    }
  }
});
