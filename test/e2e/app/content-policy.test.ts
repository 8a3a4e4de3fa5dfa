import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { painted, testInBrowser } from '../../support/browser.js';
import { CUSTOMER, openOverview, OPERATOR, pageOf, startDemo } from '../console/console-support.js';

/** Has the page tell what the policy refuses, also where its scripts do not complain of it. */
async function collectRefusals(page: Page): Promise<readonly string[]> {
  const refusals: string[] = [];
  await page.exposeFunction('tellRefusal', (text: string) => refusals.push(text));
  await page.addInitScript(`document.addEventListener('securitypolicyviolation', (event) =>
    tellRefusal([event.effectiveDirective, event.blockedURI, event.sourceFile, event.sample].join(' ')))`);
  return refusals;
}

async function styleOf(page: Page, selector: string, property: string): Promise<string> {
  const names = [selector, property].map((name) => JSON.stringify(name));
  return page.evaluate<string>(
    `getComputedStyle(document.querySelector(${names[0] ?? ''})).getPropertyValue(${names[1] ?? ''})`,
  );
}

describe('The content security policy', () => {
  testInBrowser('refuses nothing that savers use, in either theme', async (browser) => {
    const page = await pageOf(browser, await startDemo(), CUSTOMER, { colorScheme: 'light' });
    const refusals = await collectRefusals(page);

    await page.goto('/');
    await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
    // Emerald 700 and stone 50: the kit's colours, in the shades of ours.
    const light = await styleOf(page, 'html', '--ui-primary');
    const ground = await styleOf(page, 'body', 'background-color');
    await page.getByRole('button', { name: /dark/i }).click();
    await painted(page);
    const dark = await styleOf(page, 'body', 'background-color');
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    await page.goto('/pay/transfer');
    await page.getByRole('combobox').first().click();
    await page.getByRole('option').first().waitFor();
    await page.goto('/wallets/new');
    await page.getByText('Currency').first().waitFor();

    expect(refusals).toEqual([]);
    expect({ light, ground }).toEqual({
      light: 'oklch(50.8% .118 165.612)',
      ground: 'oklch(0.985 0.001 106.423)',
    });
    expect(dark).toBe('oklch(0.147 0.004 49.25)');
  });

  testInBrowser('refuses nothing that operators use', async (browser) => {
    const page = await pageOf(browser, await startDemo(), OPERATOR);
    const refusals = await collectRefusals(page);

    await openOverview(page);
    await page.getByText('Volume over time').scrollIntoViewIfNeeded();
    const chart = page.getByRole('img', { name: /Bar chart/ });
    await chart.locator('svg').waitFor();
    await chart.hover();
    await chart.getByText('Total').waitFor();
    await page.goto('/console/wallets');
    await page.getByRole('main').getByRole('combobox').first().click();
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('main').locator('a[href*="/console/wallets/"]').first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Freeze' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('Asked for by its owner');
    await page.keyboard.press('Escape');
    for (const path of ['review', 'risk', 'batch', 'batches', 'retries', 'audit', 'declines', 'users']) {
      await page.goto(`/console/${path}`);
      await page.getByRole('main').getByRole('heading').first().waitFor();
      await painted(page);
    }
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('amina');
    await page.getByRole('option', { name: /amina@example.com/ }).waitFor();

    expect(refusals).toEqual([]);
  });

  testInBrowser('refuses no style that the explorer and the documentation of REST set', async (browser) => {
    const page = await pageOf(browser, await startDemo(), CUSTOMER, { colorScheme: 'dark' });
    const refusals = await collectRefusals(page);

    await page.goto('/explorer');
    await page.locator('.cm-content').first().click();
    await page.keyboard.type(' ');
    await painted(page);
    // Without its styles, an editor is a plain block, and the page one below the other.
    const editor = await styleOf(page, '.cm-editor', 'display');
    const nonces = await page.evaluate<string[]>(
      '[...document.querySelectorAll("style")].map(({ nonce }) => nonce)',
    );
    await page.goto('/api/docs');
    await page.locator('.opblock-summary').first().click();
    await page.getByRole('button', { name: 'Try it out' }).waitFor();

    // Altair looks whether it could make code of text, and does without.
    expect(refusals.filter((refusal) => !refusal.startsWith('script-src eval '))).toEqual([]);
    expect(editor).toBe('flex');
    expect(nonces.length).toBeGreaterThan(5);
    expect(new Set(nonces).size).toBe(1);
  });
});
