import { describe, expect } from '@jest/globals';
import type { BrowserContext, Page, Request } from 'playwright-core';
import { nextExchange, painted, testInBrowser } from '../../support/browser.js';
import { ANALYST, CUSTOMER, pageOf, settled, startDemo } from '../console/console-support.js';
import { Dashboard, signedIn, signIn, signOut, takeSession } from '../support.js';

/** Less than a person notices; browsers call ten times as much bad. */
const SHIFT_MAX = 0.02;

const VIEWPORTS = [
  { name: 'phone', viewport: { width: 390, height: 844 } },
  { name: 'desktop', viewport: { width: 1350, height: 940 } },
] as const;

/** Adds up by how much the browser says that things have moved. */
const WATCH_SHIFTS = `
  window.shifts = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shifts += value;
  }).observe({ type: 'layout-shift', buffered: true });`;

/** Opens a page and lets the answers come late and one by one, each once the page has been painted without it. */
async function openSlowly(page: Page, path: string, queries: readonly string[]): Promise<void> {
  const held = new Map(queries.map((query) => [query, Promise.withResolvers<undefined>()]));
  await page.addInitScript(WATCH_SHIFTS);
  await page.route('**/graphql', async (route) => {
    await held.get(queryIn(route.request()) ?? '')?.promise;
    await route.fallback();
  });
  await page.goto(path);
  for (const [query, { resolve }] of held) {
    await page.getByRole('heading', { level: 1 }).waitFor();
    await painted(page);
    const answered = page.waitForResponse((response) => queryIn(response.request()) === query);
    resolve(undefined);
    await answered;
  }
}

async function shiftsOf(page: Page): Promise<unknown> {
  await painted(page);
  return page.evaluate('window.shifts');
}

function queryIn(request: Request): string | undefined {
  return /query (\w+)/.exec(request.postData() ?? '')?.[1];
}

describe('When a page is loaded and its answers come late', () => {
  for (const { name, viewport } of VIEWPORTS) {
    testInBrowser(`on a ${name}, then nothing moves on the sign-in page`, async (browser) => {
      const context = await browser.newContext({ baseURL: await startDemo(), viewport });
      const page = await context.newPage();
      await openSlowly(page, '/sign-in', ['Service']);
      await page.getByRole('region', { name: 'Demo accounts' }).waitFor();
      expect(await shiftsOf(page)).toBeLessThan(SHIFT_MAX);
    });

    testInBrowser(`on a ${name}, then nothing moves on the page of wallets`, async (browser) => {
      const page = await pageOf(browser, await startDemo(), CUSTOMER, { viewport });
      await openSlowly(page, '/', ['Wallets', 'LatestTransactions']);
      await page.getByRole('main').getByRole('listitem').first().waitFor();
      expect(await shiftsOf(page)).toBeLessThan(SHIFT_MAX);
    });

    testInBrowser(`on a ${name}, then nothing moves on the overview`, async (browser) => {
      const page = await pageOf(browser, await startDemo(), ANALYST, { viewport });
      await openSlowly(page, '/console', ['Overview', 'OverviewSeries']);
      await settled(page);
      await page.getByRole('combobox', { name: 'Bucket' }).waitFor();
      await page.getByRole('img', { name: 'Customer funds' }).waitFor();
      expect(await shiftsOf(page)).toBeLessThan(SHIFT_MAX);
    });
  }
});

/** Keeps the code of the dashboard from arriving, until it is released. */
async function holdCode(context: BrowserContext): Promise<() => void> {
  const { promise: released, resolve } = Promise.withResolvers<undefined>();
  await context.route('**/assets/index-*.js', async (route) => {
    await released;
    await route.fallback();
  });
  return () => resolve(undefined);
}

describe('While the code of the dashboard is on its way', () => {
  testInBrowser('the server is asked who is signed in, and only once', async (browser) => {
    const dashboard = await Dashboard.start();
    const context = await signedIn(browser, dashboard, await dashboard.saver('Amina'));
    const page = await context.newPage();
    const asked: (string | undefined)[] = [];
    page.on('request', (request) => asked.push(queryIn(request)));
    const answered = page.waitForResponse((response) => queryIn(response.request()) === 'Me');
    const release = await holdCode(context);
    await page.goto('/', { waitUntil: 'commit' });
    await answered;

    release();
    await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
    expect(asked.filter((query) => query === 'Me')).toHaveLength(1);
  });

  testInBrowser('and that question gets no answer, then it is asked again', async (browser) => {
    const dashboard = await Dashboard.start();
    const context = await signedIn(browser, dashboard, await dashboard.saver('Amina'));
    const page = await context.newPage();
    let lost = 0;
    await page.route('**/graphql', async (route) => {
      if (queryIn(route.request()) !== 'Me' || lost > 0) return route.fallback();
      lost += 1;
      return route.abort('connectionreset');
    });
    await page.goto('/');
    await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
    expect(lost).toBe(1);
  });

  testInBrowser(
    'somebody else signs in elsewhere, then nothing is asked in the name of who was',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const [amina, brian] = [await dashboard.saver('Amina'), await dashboard.saver('Brian')];
      const context = await signedIn(browser, dashboard, amina);
      const other = await context.newPage();
      await other.goto('/');
      await other.getByRole('heading', { name: 'Hello, Amina' }).waitFor();

      const page = await context.newPage();
      const names: (string | undefined)[] = [];
      page.on('request', (request) => names.push(request.headers()['nissmart-user']));
      const answered = page.waitForResponse((response) => queryIn(response.request()) === 'Me');
      const release = await holdCode(context);
      await page.goto('/', { waitUntil: 'commit' });
      await answered;
      await signOut(other);
      await signIn(other, brian);
      await other.getByRole('heading', { name: 'Hello, Brian' }).waitFor();

      release();
      await page.getByRole('heading', { name: 'Hello, Brian' }).waitFor();
      expect(names).toContain(brian.user.id);
      expect(names).not.toContain(amina.user.id);
    },
  );

  testInBrowser(
    'the session becomes another’s unheard, then its first question is refused',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const [amina, brian] = [await dashboard.saver('Amina'), await dashboard.saver('Brian')];
      const context = await signedIn(browser, dashboard, amina);
      const page = await context.newPage();
      const answered = page.waitForResponse((response) => queryIn(response.request()) === 'Me');
      const release = await holdCode(context);
      await page.goto('/', { waitUntil: 'commit' });
      await answered;
      await takeSession(context, brian);
      const { done } = await nextExchange(page, 'query Wallets(');

      release();
      const { headers, answer } = await done;
      expect(headers['nissmart-user']).toBe(amina.user.id);
      expect(answer).toContain('UNAUTHENTICATED');
      await page.getByRole('heading', { name: 'Hello, Brian' }).waitFor();
    },
  );

  testInBrowser(
    'then a press on the account opens its menu, though the menu comes before the release',
    async (browser) => {
      const page = await pageOf(browser, await startDemo(), CUSTOMER);
      const { promise: wanted, resolve: deliver } = Promise.withResolvers<undefined>();
      await page.route('**/AccountDropdown-*.js', async (route) => {
        await wanted;
        await route.fallback();
      });
      await page.goto('/');
      await page.getByRole('button', { name: 'Your account' }).hover();
      await page.mouse.down();
      deliver(undefined);
      await page.locator('button[data-state]', { hasText: 'Your account' }).waitFor();
      await page.mouse.up();
      await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    },
  );
});
