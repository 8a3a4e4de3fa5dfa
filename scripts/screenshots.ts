// Takes the pictures of the dashboard under docs/images/, from a demo server that is running: give its address.
//   npm start, and beside it: npm run screenshots -- http://127.0.0.1:4000

import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

interface Shot {
  readonly name: string;
  readonly path: string;
  /** Opens what the path alone does not show. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const SHOTS: readonly Shot[] = [
  { name: 'wallets', path: '/' },
  { name: 'wallet', path: '', prepare: openFirstWallet },
  { name: 'transaction', path: '', prepare: openFirstTransaction },
  { name: 'statement', path: '', prepare: openFirstStatement },
  { name: 'receipt', path: '', prepare: checkFirstReceipt },
  { name: 'review', path: '/pay/deposit', prepare: reviewDeposit },
];

const CONSOLE_SHOTS: readonly Shot[] = [
  { name: 'console-overview', path: '/console', prepare: waitForChart },
  { name: 'console-transactions', path: '/console/transactions' },
  { name: 'console-transaction', path: '', prepare: openFirstOfConsole },
  { name: 'console-review', path: '/console/review', prepare: waitForQueue },
  { name: 'console-batch', path: '/console/batch' },
  { name: 'console-audit', path: '/console/audit' },
  { name: 'console-retries', path: '/console/retries' },
  { name: 'console-search', path: '/console', prepare: searchForSomebody },
];

const VIEWS: Readonly<Record<string, BrowserContextOptions>> = {
  'desktop-light': { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  'desktop-dark': { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  'phone-light': { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  'phone-dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
};

/** True in the page once no skeleton is in view; those below the fold wait until somebody scrolls there. */
const SHOWS_ALL = `[...document.querySelectorAll('.animate-pulse')].every(
  (each) => each.getBoundingClientRect().top > innerHeight)`;

const baseURL = process.argv[2] ?? 'http://127.0.0.1:4000';
const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const [view, options] of Object.entries(VIEWS)) await shoot(browser, view, options);
await browser.close();

async function shoot(within: Browser, view: string, options: BrowserContextOptions): Promise<void> {
  const context = await within.newContext({ ...options, baseURL, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await save(page, { name: 'sign-in', path: '/sign-in' }, view);
  await page.getByRole('button', { name: /Amina/ }).click();
  await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
  for (const shot of SHOTS) await save(page, shot, view);
  await context.clearCookies();
  await page.goto('/sign-in');
  await page.getByRole('button', { name: /Operator/ }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  for (const shot of CONSOLE_SHOTS) await save(page, shot, view);
  await context.close();
}

async function save(page: Page, { name, path, prepare }: Shot, view: string): Promise<void> {
  if (path) await page.goto(path);
  await prepare?.(page);
  // Streams stay open, so the network is never idle; content that is still on its way shows as a skeleton. Twice, because
  // the first content may ask for more.
  for (let calm = 0; calm < 2; calm += 1) {
    await page.waitForTimeout(300);
    while (!(await page.evaluate<boolean>(SHOWS_ALL))) await page.waitForTimeout(50);
  }
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path: `${folder}${name}-${view}.png` });
  console.log(`docs/images/${name}-${view}.png`);
}

async function openFirstWallet(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('article').first().getByRole('link').click();
  await page.getByRole('heading', { name: 'Activity' }).waitFor();
}

async function openFirstTransaction(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('listitem').first().getByRole('link').click();
  await page.getByText('In your books').waitFor();
}

async function openFirstStatement(page: Page): Promise<void> {
  await openFirstWallet(page);
  await page.getByRole('link', { name: 'Statement' }).click();
  await page.getByRole('rowheader', { name: 'Closing balance' }).waitFor();
}

async function checkFirstReceipt(page: Page): Promise<void> {
  await openFirstWallet(page);
  await openFirstTransaction(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^Download receipt/ }).click(),
  ]);
  const buffer = await readFile(await download.path());
  await page.goto('/verify');
  await page
    .getByRole('main')
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'receipt.json', mimeType: 'application/json', buffer });
  await page.getByText('Checkpoint signature: passed').waitFor();
}

async function reviewDeposit(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: /^Amount/ }).fill('500');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByText('Is this right?').waitFor();
}

async function waitForQueue(page: Page): Promise<void> {
  await page.getByRole('main').getByText('Cloth for the uniforms').first().waitFor();
}

async function waitForChart(page: Page): Promise<void> {
  const chart = page.getByRole('img', { name: /^Bar chart/ }).locator('svg');
  // On a phone it is below the fold, and loads only when somebody scrolls there.
  await page.getByText('Volume over time').scrollIntoViewIfNeeded();
  await chart.waitFor();
  await page.evaluate('scrollTo(0, 0)');
}

async function openFirstOfConsole(page: Page): Promise<void> {
  await page.getByRole('main').locator('a[href*="/console/transactions/"]').first().click();
  await page.getByText('Transaction id').waitFor();
}

async function searchForSomebody(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('amina');
  await page.getByRole('option', { name: /amina@example.com/ }).waitFor();
}
