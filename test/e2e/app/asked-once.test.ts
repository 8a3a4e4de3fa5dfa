import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { v4 } from 'uuid';
import { testInBrowser } from '../../support/browser.js';
import {
  ANALYST,
  ask,
  CUSTOMER,
  openOverview,
  pageOf,
  settled,
  startDemo,
} from '../console/console-support.js';

describe('When a page needs an answer', () => {
  for (const { path, query, email } of [
    { path: '/', query: 'Wallets', email: CUSTOMER },
    { path: '/console', query: 'Overview', email: ANALYST },
  ]) {
    testInBrowser(`at ${path}, then it asks before it is drawn, and only once`, async (browser) => {
      const page = await pageOf(browser, await startDemo(), email);
      const followed = page.waitForResponse('**/graphql/stream');
      await countAsked(page, query);
      await page.goto(path);
      await page.getByRole('article').first().waitFor();
      await followed;
      expect(await page.evaluate('window.asked')).toEqual(['not drawn']);
    });
  }

  testInBrowser(
    'and something happens before its feed has begun, then it asks once more and misses nothing',
    async (browser) => {
      const url = await startDemo();
      const saver = await pageOf(browser, url, CUSTOMER);
      const page = await pageOf(browser, url, ANALYST);
      await countAsked(page, 'Overview');
      const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
      const { promise: asked, resolve: markAsked } = Promise.withResolvers<unknown>();
      await page.route('**/graphql/stream', async (route) => {
        markAsked(route.request().postDataJSON());
        await released;
        await route.fallback();
      });
      await openOverview(page);
      const before = await ask(saver, '{ me { wallets(first: 1) { nodes { id currency } } } }');
      expect(await asked).toMatchObject({ variables: { after: expect.any(String) } });
      expect(await page.evaluate('window.asked')).toEqual(['not drawn']);

      const deposited = await saver.request.post('/api/deposits', {
        headers: { 'idempotency-key': v4() },
        data: {
          walletId: before.text('data.me.wallets.nodes.0.id'),
          currency: before.text('data.me.wallets.nodes.0.currency'),
          amount: '5',
        },
      });
      expect(deposited.status()).toBe(201);
      const again = page.waitForRequest(
        (request) => request.postData()?.includes('query Overview(') ?? false,
      );
      release(undefined);
      await again;
      await settled(page);
      expect(await page.evaluate('window.asked')).toEqual(['not drawn', 'drawn']);
    },
  );
});

/** Lets the page count how often it asks, and whether it was drawn by then. */
async function countAsked(page: Page, query: string): Promise<void> {
  await page.addInitScript(`
    window.asked = [];
    const send = window.fetch;
    window.fetch = (input, init) => {
      if (init?.body?.includes('query ${query}(')) {
        window.asked.push(document.querySelector('h1') ? 'drawn' : 'not drawn');
      }
      return send(input, init);
    };`);
}
