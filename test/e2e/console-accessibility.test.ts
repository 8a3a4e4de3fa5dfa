import { describe, expect } from '@jest/globals';
import { accessibilityFindings } from '../support/axe.js';
import { testInBrowser } from '../support/browser.js';
import { openOverview, OPERATOR, pageOf, startDemo } from './console-support.js';

describe('The operations console', () => {
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
          await page.getByRole('dialog').getByRole('textbox').waitFor();
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
