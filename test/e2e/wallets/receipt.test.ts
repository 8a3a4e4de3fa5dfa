import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectComplaint, testInBrowser } from '../../support/browser.js';
import { expectSoon } from '../../support/soon.js';
import { Client } from '../../support/client.js';
import { temporaryFolder } from '../../support/ledger.js';
import { Dashboard, receiptOf, signedIn, type Saver } from '../support.js';

/** A saver with one deposit, and the page of that transaction. */
async function openTransaction(
  dashboard: Dashboard,
  saver: Saver,
  browser: Parameters<typeof signedIn>[0],
): Promise<Page> {
  const { id } = await saver.user.deposit(saver.walletId, '25.50');
  const page = await (await signedIn(browser, dashboard, saver)).newPage();
  await page.goto(`/wallets/${saver.walletId}/transactions/${id}`);
  await page.getByText('In your books').waitFor();
  return page;
}

async function expectVerdict(page: Page, verdict: string | RegExp): Promise<void> {
  const said = page.getByRole('status').filter({ hasText: /Valid|Not valid/ });
  await expectSoon(async () => said.innerText(), expect.stringMatching(verdict));
}

async function give(page: Page, text: string): Promise<void> {
  const path = join(temporaryFolder(), 'given.json');
  await writeFile(path, text);
  await page.getByRole('main').locator('input[type=file]').first().setInputFiles(path);
}

describe('A receipt', () => {
  testInBrowser(
    'is saved byte by byte, found valid in the browser, and not valid once it is altered',
    async (browser) => {
      const dashboard = await Dashboard.start({ NISSMART_CHECKPOINT_SECONDS: '1' });
      const saver = await dashboard.saver('Amina Otieno');
      const page = await openTransaction(dashboard, saver, browser);
      const receipt = await receiptOf(saver);

      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: /^Download receipt/ }).click(),
      ]);
      expect(await readFile(await download.path(), 'utf8')).toBe(receipt);
      expect(download.suggestedFilename()).toMatch(/^receipt-[0-9a-f-]{36}\.json$/);
      await page.getByRole('button', { name: /^Verify the receipt/ }).click();
      await expectVerdict(page, /^Valid/);
      await expectSoon(async () => page.getByText(': passed').count(), 6);

      // Anybody, without an account.
      const context = await browser.newContext({ baseURL: dashboard.url, locale: 'en-GB' });
      const stranger = await context.newPage();
      await stranger.goto('/verify');
      await stranger.getByText('Key id').waitFor();
      await give(stranger, receipt);
      await expectVerdict(stranger, /^Valid/);
      await stranger.getByText('KES 25.50').first().waitFor();

      await give(stranger, receipt.replace('"amount":"2550"', '"amount":"9550"'));
      await stranger.getByText('Merkle path: failed').waitFor();
      await expectVerdict(stranger, 'What failed: Merkle path.');
      await give(stranger, receipt.replace(/"number":\d+/, '"number":999'));
      await stranger.getByText('Checkpoint signature: failed').waitFor();
      await expectVerdict(stranger, 'What failed: Checkpoint signature.');
      await give(stranger, `${receipt}\n`);
      await stranger.getByText('The file: failed').waitFor();
      await expectVerdict(stranger, 'What failed: The file.');
    },
    300_000,
  );

  testInBrowser(
    'is checked by the key that somebody has kept, whatever the server says',
    async (browser) => {
      const dashboard = await Dashboard.start({ NISSMART_CHECKPOINT_SECONDS: '1' });
      const saver = await dashboard.saver('Amina Otieno', '25.50');
      const receipt = await receiptOf(saver);
      const kept = (await new Client(dashboard).get('/api/integrity/key')).text('publicKey');
      const other = await Dashboard.start();
      const foreign = (await new Client(other).get('/api/integrity/key')).text('publicKey');

      const page = await (await browser.newContext({ baseURL: other.url })).newPage();
      await page.goto('/verify');
      await give(page, receipt);
      await page.getByText('Key: failed').waitFor();
      await expectVerdict(page, 'What failed: Key.');
      await page.getByLabel('A key that I have kept').click();
      await page.getByLabel('Public key, PEM').fill('a key');
      await page.getByLabel('Public key, PEM').press('Tab');
      await page.getByText('That is not a public key in PEM').waitFor();
      await page.getByLabel('Public key, PEM').fill(kept);
      await expectVerdict(page, /^Valid/);
      await page.getByLabel('Public key, PEM').fill(foreign);
      await page.getByText('Key: failed').waitFor();
      await expectVerdict(page, 'What failed: Key.');
    },
    300_000,
  );

  testInBrowser('says when there will be one, before it is signed', async (browser) => {
    const dashboard = await Dashboard.start({ NISSMART_CHECKPOINT_SECONDS: '3600' });
    const saver = await dashboard.saver('Amina Otieno');
    const page = await openTransaction(dashboard, saver, browser);
    for (const name of [/^Verify the receipt/, /^Download receipt/]) {
      await page.getByRole('button', { name }).click();
      await page.getByText('The next checkpoint signs it, in 60 minutes at the latest.').waitFor();
    }
    expect(await page.getByText(': passed').count()).toBe(0);
  });

  testInBrowser('is not checked on a page that came by plain http from elsewhere', async (browser) => {
    expectComplaint(browser, /^The Cross-Origin-Opener-Policy header has been ignored/);
    const dashboard = await Dashboard.start();
    const { port } = new URL(dashboard.url);
    const context = await browser.newContext();
    const page = await context.newPage();
    // A name that is not this machine's, answered by this machine: that is no secure context.
    await page.route('http://ledger.example/**', async (route) => {
      const { pathname } = new URL(route.request().url());
      await route.fulfill({
        response: await route.fetch({ url: `http://127.0.0.1:${port}${pathname}` }),
      });
    });
    await page.goto('http://ledger.example/verify');
    await page.getByText('Receipts cannot be checked on this page').waitFor();
    await page.getByText('only on pages that come by https').waitFor();
    await page.unrouteAll({ behavior: 'wait' });
  });
});
