import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from '@jest/globals';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { ANALYST_EMAIL, DEMO_PASSWORD } from '../../../server/demo/sign-ins.js';
import { Answer } from '../../support/answer.js';
import { temporaryFolder } from '../../support/ledger.js';
import { serve } from '../../support/process.js';

export const ANALYST = ANALYST_EMAIL;
export const OPERATOR = 'ops@example.com';
export const CUSTOMER = 'amina@example.com';

let filled: Promise<string> | undefined;

afterAll(async () => {
  if (filled) rmSync(await filled, { recursive: true, force: true });
});

/** The built server with half a year of demo data, which no other test sees; resolves to its address. */
export async function startDemo(): Promise<string> {
  const folder = temporaryFolder();
  cpSync(await (filled ??= fill()), folder, { recursive: true });
  return (await serve({ DATABASE_URL: databaseIn(folder), NISSMART_DEMO: '1' })).url;
}

/** Fills a database once for all tests of the calling file: it takes longer than most of them. */
async function fill(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'nissmart-demo-'));
  const { process } = await serve({ DATABASE_URL: databaseIn(folder), NISSMART_DEMO: '1' });
  await process.stop();
  return folder;
}

function databaseIn(folder: string): string {
  return `sqlite:${join(folder, 'ledger.db')}`;
}

/** A page of somebody of the demo data. */
export async function pageOf(
  browser: Browser,
  url: string,
  email: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
    ...options,
  });
  const query = 'mutation ($input: LoginInput!) { login(input: $input) { expiresAt } }';
  const variables = { input: { email, password: DEMO_PASSWORD } };
  const answer = await context.request.post('/graphql', { data: { query, variables } });
  expect(answer.ok()).toBe(true);
  return context.newPage();
}

/** Asks the API as the one who is signed in on the page. */
export async function ask(page: Page, query: string, variables: object = {}): Promise<Answer> {
  const answer = await page.request.post('/graphql', { data: { query, variables } });
  const headers = new Headers(answer.headers());
  // Compressed bodies have been unpacked on the way here.
  headers.delete('content-encoding');
  headers.delete('content-length');
  return Answer.of(new Response(await answer.text(), { status: answer.status(), headers }));
}

/** The figure on a card of the overview, without what makes it readable. */
export async function figureOf(page: Page, metric: string): Promise<string> {
  return digits(await card(page, metric).locator('[data-value]').innerText());
}

export function card(page: Page, metric: string): Locator {
  return page.locator(`[data-metric="${metric}"]`);
}

export function digits(text: string): string {
  return text.replaceAll(/[^\d.]/g, '');
}

/** The rows of the table on the page, all of them. */
export async function allRows(page: Page): Promise<string[]> {
  const main = page.getByRole('main');
  const rows = main.locator('tbody tr');
  const end = main.getByText('That is everything.');
  // The list grows by itself while its end is in sight.
  while (!(await end.isVisible())) {
    const shown = await rows.count();
    await page.evaluate('scrollTo(0, document.body.scrollHeight)');
    await end.or(rows.nth(shown)).first().waitFor();
  }
  return rows.allInnerTexts();
}

/** Shows the overview and waits for its figures. */
export async function openOverview(page: Page, query = ''): Promise<void> {
  await page.goto(`/console${query}`);
  await settled(page);
}

/** Waits until the figures are those of the range that is chosen. */
export async function settled(page: Page): Promise<void> {
  await page.locator('[data-figures][aria-busy="false"]').waitFor();
}
