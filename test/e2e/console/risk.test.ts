import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityFindings } from '../../support/axe.js';
import { testInBrowser } from '../../support/browser.js';
import { ANALYST, OPERATOR, pageOf, startDemo } from './console-support.js';

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Lists the findings of axe, and whether the page is wider than the screen. */
async function findings(page: Page): Promise<string[]> {
  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  const found = await accessibilityFindings(page);
  return overflow > 0 ? [...found, `${String(overflow)} pixels too wide`] : found;
}

async function openRisk(page: Page): Promise<void> {
  await page.goto('/console/risk?currency=KES');
  await page
    .getByRole('main')
    .getByRole('link', { name: /Oldest that waits, KES/ })
    .waitFor();
}

describe('The page of risk', () => {
  testInBrowser(
    'shows what is beyond its threshold and leads to it, and an operator changes the threshold with a reason',
    async (browser) => {
      const url = await startDemo();
      const page = await pageOf(browser, url, OPERATOR, { viewport: WIDE });
      await openRisk(page);
      const main = page.getByRole('main');
      await page.getByRole('navigation', { name: 'Console' }).getByText('1 alert').waitFor();
      expect(await findings(page)).toEqual([]);

      await main.getByRole('button', { name: /^Change the threshold: Oldest/ }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Reason').fill('A quieter queue');
      await dialog.getByLabel('Above, in hours').fill('200');
      expect(await findings(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Set the threshold' }).click();
      await main.getByText('No threshold is passed.').waitFor();
      await main.getByRole('region', { name: 'Past alerts' }).first().waitFor();
      await page.goto('/console/audit');
      await main.getByText('A quieter queue').first().waitFor();

      // The biggest holder, and their balance.
      await page.goto('/console/risk?currency=KES');
      await main.getByRole('link', { name: 'Amina Otieno' }).first().click();
      await page.getByRole('dialog').getByText('amina@example.com').first().waitFor();
    },
    300_000,
  );

  testInBrowser(
    'has nothing that axe finds on a phone in the dark, and nothing that an analyst could change',
    async (browser) => {
      const url = await startDemo();
      const page = await pageOf(browser, url, ANALYST, { viewport: PHONE, colorScheme: 'dark' });
      await openRisk(page);
      expect(await findings(page)).toEqual([]);
      expect(await page.getByRole('button', { name: /threshold/ }).count()).toBe(0);
      await page.goto('/console');
      await page.locator('[data-risk]').click();
      await page.getByRole('heading', { name: 'Concentration' }).waitFor();
    },
    300_000,
  );
});
