import { existsSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { onCleanup } from './ledger.js';
import { ANSWER_WITHIN_MS } from './soon.js';

/** The shell comes first: it has no windows of its own to draw, so tests are faster by a quarter and nothing hides a page. */
const CHROMIUM = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

let shared: Browser | undefined;

afterAll(async () => shared?.close());

/** The headless Chromium of the present file, as new for each test; it comes from the operating system's packages. */
async function openBrowser(): Promise<Browser> {
  const browser = shared?.isConnected() ? shared : await launch();
  shared = browser;
  onCleanup(async () => {
    await Promise.all(browser.contexts().map(async (context) => context.close()));
  });
  return browser;
}

async function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('This test needs Chromium: apt-get install chromium-headless-shell');
  // Containers seldom let a browser build its own sandbox; it only ever visits the server under test.
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  browser.on('context', (context) => context.setDefaultTimeout(ANSWER_WITHIN_MS));
  return browser;
}

/** A test in a real browser. Where there is none it is skipped and says why; in continuous integration it fails. */
export function testInBrowser(
  title: string,
  run: (browser: Browser) => Promise<void>,
  timeoutMs?: number,
): void {
  if (findChromium() === undefined && process.env.CI === undefined) {
    process.stderr.write(
      `SKIPPED, because there is no Chromium (apt-get install chromium-headless-shell): ${title}\n`,
    );
    test.skip(title, () => undefined);
    return;
  }
  test(
    title,
    async () => {
      const browser = await openBrowser();
      const { complaints, stop } = listenForComplaints(browser);
      onCleanup(stop);
      await run(browser);
      expect(complaints).toEqual([]);
    },
    timeoutMs,
  );
}

/**
 * Chromium says so itself of each answer that is an error, of each request without one, and of each part of a page that has
 * not arrived. Tests make servers decline, pause and disappear; a fault (500) and what a policy has refused are none of that.
 */
const REFUSED_OR_LOST =
  /^Failed to load resource: (the server responded with a status of (4\d\d|503)|net::ERR_(?!BLOCKED|UNSAFE)\w+)|^(TypeError: )?Failed to fetch dynamically imported module/;

const expected = new WeakMap<Browser, RegExp[]>();

/** Lets pages of a test say one thing more on their console: every other error there fails the test. */
export function expectComplaint(browser: Browser, complaint: RegExp): void {
  expected.set(browser, [...(expected.get(browser) ?? []), complaint]);
}

/**
 * Errors on the console of whatever page, what the content security policy has refused among them, and exceptions; until it
 * stops, after the test.
 */
function listenForComplaints(browser: Browser): { complaints: readonly string[]; stop: () => void } {
  const complaints: string[] = [];
  const complain = (text: string): void => {
    const patterns = [REFUSED_OR_LOST, ...(expected.get(browser) ?? [])];
    if (!patterns.some((pattern) => pattern.test(text))) complaints.push(text);
  };
  const listen = (context: BrowserContext): void => {
    context.on('console', (message) => {
      if (message.type() === 'error') complain(message.text());
    });
    context.on('weberror', (error) => complain(error.error().message));
  };
  browser.on('context', listen);
  return {
    complaints,
    stop: () => {
      browser.off('context', listen);
      expected.delete(browser);
    },
  };
}

/** A question of the dashboard's or the explorer's, by its headers, and the text of its answer. */
export interface Exchange {
  readonly headers: Readonly<Record<string, string>>;
  readonly answer: string;
}

/**
 * The next GraphQL request with a text in it. The answer is read on its way to the page, because a browser forgets what a
 * page has taken, or has navigated away from.
 */
export async function nextExchange(page: Page, text: string): Promise<{ readonly done: Promise<Exchange> }> {
  const { promise: done, resolve } = Promise.withResolvers<Exchange>();
  let seen = false;
  await page.route('**/graphql', async (route) => {
    const request = route.request();
    if (seen || !request.postData()?.includes(text)) return route.fallback();
    seen = true;
    const response = await route.fetch();
    resolve({ headers: request.headers(), answer: await response.text() });
    await route.fulfill({ response });
  });
  return { done };
}

/** Waits until the page shows what it has heard of so far, before something is looked for that should not be there. */
export async function painted(page: Page): Promise<void> {
  const frame = 'new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))';
  for (let frames = 0; frames < 2; frames += 1) await page.evaluate(frame);
}

/** Finds Chromium: at the path in the environment, which may be empty for none, or else where packages put it. */
function findChromium(): string | undefined {
  const named = process.env.CHROMIUM;
  if (named !== undefined) return named === '' ? undefined : named;
  return CHROMIUM.find((path) => existsSync(path));
}
