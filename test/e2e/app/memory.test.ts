import { describe, expect } from '@jest/globals';
import type { CDPSession, Locator, Page } from 'playwright-core';
import { testInBrowser } from '../../support/browser.js';
import { CUSTOMER, openOverview, OPERATOR, pageOf, startDemo } from '../console/console-support.js';

/** Code that is loaded and lists that are filled at the first openings stay, as they should. */
const WARM_UP = 2;
const OPENINGS = 5;
/** The smallest of what is opened has more of either; what the browser itself keeps is no multiple of the openings. */
const PER_OPENING_MAX = { nodes: 30, jsEventListeners: 10 };
const SETTLES_WITHIN_MS = 120_000;

interface Kept {
  readonly nodes: number;
  readonly jsEventListeners: number;
}

/** Something that opens over a page, and has gone once it was closed. */
interface Opening {
  readonly name: string;
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Counts the page's nodes and listeners after garbage collection. */
async function kept(cdp: CDPSession): Promise<Kept> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  return { nodes, jsEventListeners };
}

/** Counts as `kept` does, once garbage collection frees nothing more. */
async function keptAtRest(cdp: CDPSession): Promise<Kept> {
  let least = await kept(cdp);
  for (let unchanged = 0; unchanged < 3;) {
    const now = await kept(cdp);
    unchanged = now.nodes < least.nodes || now.jsEventListeners < least.jsEventListeners ? 0 : unchanged + 1;
    least = now;
  }
  return least;
}

/** Returns what the page leaks at each opening; nothing as soon as it leaks nothing. */
async function keptOf(page: Page, { open, close }: Opening): Promise<Partial<Kept>> {
  const cdp = await page.context().newCDPSession(page);
  const repeat = async (times: number) => {
    for (let time = 0; time < times; time += 1) {
      await open();
      await close();
    }
  };
  await repeat(WARM_UP);
  const before = await keptAtRest(cdp);
  await repeat(OPENINGS);
  const deadline = performance.now() + SETTLES_WITHIN_MS;
  for (;;) {
    const now = await kept(cdp);
    const each = {
      nodes: (now.nodes - before.nodes) / OPENINGS,
      jsEventListeners: (now.jsEventListeners - before.jsEventListeners) / OPENINGS,
    };
    const settled =
      each.nodes < PER_OPENING_MAX.nodes && each.jsEventListeners < PER_OPENING_MAX.jsEventListeners;
    if (settled || performance.now() > deadline) return settled ? {} : each;
  }
}

/** Closed by the keyboard. Only what has left the page can be forgotten. */
function overlay(page: Page, name: string, shown: Locator, open: () => Promise<void>): Opening {
  return {
    name,
    open: async () => {
      await open();
      await shown.waitFor();
    },
    close: async () => {
      await page.keyboard.press('Escape');
      await shown.waitFor({ state: 'detached' });
    },
  };
}

async function expectNothingKept(page: Page, openings: readonly Opening[]): Promise<void> {
  for (const opening of openings) {
    expect({ [opening.name]: await keptOf(page, opening) }).toEqual({ [opening.name]: {} });
  }
}

describe('What was opened and closed is forgotten', () => {
  testInBrowser(
    'by the console',
    async (browser) => {
      const page = await pageOf(browser, await startDemo(), OPERATOR);
      const dialog = page.getByRole('dialog');
      const main = page.getByRole('main');
      await openOverview(page);
      await expectNothingKept(page, [
        overlay(page, 'the palette', dialog.getByRole('textbox'), async () =>
          page.keyboard.press('Control+k'),
        ),
        overlay(page, 'the shortcuts', dialog.filter({ hasText: 'Keyboard shortcuts' }), async () =>
          page.keyboard.press('?'),
        ),
        overlay(page, 'the menu of the account', page.getByRole('menu'), async () =>
          page.getByRole('button', { name: 'Your account' }).click(),
        ),
        overlay(page, 'the choice of a range', dialog.getByLabel('From'), async () =>
          page.getByRole('button', { name: 'Last 30 days' }).click(),
        ),
      ]);
      await page.goto('/console/transactions');
      const row = main.locator('a[href*="/console/transactions/"]').first();
      await expectNothingKept(page, [
        overlay(page, 'a panel', dialog.getByText('Transaction id'), async () => row.click()),
      ]);
      await page.goto('/console/review');
      await expectNothingKept(page, [
        overlay(page, 'the question why one is voided', dialog.getByLabel('Reason'), async () =>
          main
            .getByRole('button', { name: /^Void the/ })
            .first()
            .click(),
        ),
      ]);
    },
    600_000,
  );

  testInBrowser(
    'by the pages of a saver',
    async (browser) => {
      const page = await pageOf(browser, await startDemo(), CUSTOMER);
      await page.goto('/');
      await page.getByRole('article').first().getByRole('link').first().click();
      // The page of wallets leads to transactions as well.
      await page.getByRole('link', { name: 'Statement' }).waitFor();
      const row = page.getByRole('main').locator('a[href*="/transactions/"]').first();
      const panel = overlay(
        page,
        'the panel',
        page.getByRole('dialog').getByText('In your books'),
        async () => row.click(),
      );
      await expectNothingKept(page, [
        panel,
        {
          ...panel,
          name: 'the panel, left by the way back',
          close: async () => {
            await page.goBack();
            await page.getByRole('dialog').waitFor({ state: 'detached' });
          },
        },
        overlay(page, 'the menu of the account', page.getByRole('menu'), async () =>
          page.getByRole('button', { name: 'Your account' }).click(),
        ),
      ]);
    },
    600_000,
  );
});
