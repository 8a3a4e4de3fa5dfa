import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { v4 } from 'uuid';
import { testInBrowser } from '../../support/browser.js';
import { OPERATOR, pageOf, startDemo, CUSTOMER } from '../console/console-support.js';
import { staff } from '../staff.js';
import { confirm, Dashboard, signedIn } from '../support.js';

/** Counts how often the page is loaded from now on. */
function loadsOf(page: Page): { count: number } {
  const loads = { count: 0 };
  page.on('load', () => (loads.count += 1));
  return loads;
}

describe('What happens shows by itself', () => {
  testInBrowser(
    'When somebody sends money, then the balance of who gets it moves in their browser, also after a restart of the server',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const [amina, brian] = [
        await dashboard.saver('Amina Otieno', '100.00'),
        await dashboard.saver('Brian Kimani', '5.00'),
      ];
      const [sending, wallets, wallet] = [
        await (await signedIn(browser, dashboard, amina)).newPage(),
        await (await signedIn(browser, dashboard, brian)).newPage(),
        await (await signedIn(browser, dashboard, brian)).newPage(),
      ];
      await wallets.goto('/');
      await wallet.goto(`/wallets/${brian.walletId}`);
      for (const page of [wallets, wallet]) await page.getByText('KES 5.00').first().waitFor();
      const loads = [loadsOf(wallets), loadsOf(wallet)];

      await sending.goto('/pay/transfer');
      await sending.getByPlaceholder('Their email').fill(brian.email);
      await sending.getByRole('textbox', { name: /^Amount/ }).fill('40');
      await confirm(sending, 'Review');
      await confirm(sending, 'Send money');

      for (const page of [wallets, wallet]) await page.getByText('KES 45.00').first().waitFor();
      await wallet.getByRole('link', { name: /Amina Otieno/ }).waitFor();

      await dashboard.kill();
      await dashboard.restart();
      await amina.user.transfer(amina.walletId, brian.walletId, '2.50');
      for (const page of [wallets, wallet]) await page.getByText('KES 47.50').first().waitFor();
      expect(loads).toEqual([{ count: 0 }, { count: 0 }]);
    },
  );

  testInBrowser(
    'When the server is started again and nothing else happens, then the console is live again',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const analyst = await staff(dashboard, 'analyst');
      const page = await (await signedIn(browser, dashboard, analyst)).newPage();
      const followed = page.waitForResponse('**/graphql/stream');
      await page.goto('/console');
      await followed;
      await page.getByRole('button', { name: /^Live/ }).waitFor();
      await dashboard.kill();
      await page.getByRole('button', { name: /^Reconnecting/ }).waitFor();
      await dashboard.restart();
      await page.getByRole('button', { name: /^Live/ }).waitFor();
    },
    300_000,
  );

  testInBrowser(
    'When a saver moves money, then the lists and the figures of the console follow, until they are paused',
    async (browser) => {
      const url = await startDemo();
      const amina = await pageOf(browser, url, CUSTOMER);
      const [list, overview] = [await pageOf(browser, url, OPERATOR), await pageOf(browser, url, OPERATOR)];
      await list.goto('/console/transactions');
      await overview.goto('/console');
      await overview.getByRole('button', { name: /^Live/ }).waitFor();
      await list.getByRole('table').waitFor();
      const loads = [loadsOf(list), loadsOf(overview)];
      const asked: string[] = [];
      overview.on('request', (request) => {
        if (request.postData()?.includes('query Overview(')) asked.push(request.url());
      });

      const deposit = async (description: string) => {
        const wallets = await amina.request.get('/api/wallets?first=1');
        const { data } = (await wallets.json()) as { data: { id: string; currency: string }[] };
        const [wallet] = data;
        const amount = ['UGX', 'RWF'].includes(wallet?.currency ?? '') ? '5' : '5.00';
        const answer = await amina.request.post('/api/deposits', {
          headers: { 'idempotency-key': v4() },
          data: { walletId: wallet?.id, currency: wallet?.currency, amount, description },
        });
        expect(answer.status()).toBe(201);
      };
      await deposit('Seen at once');

      await list.getByRole('row').filter({ hasText: 'Seen at once' }).waitFor();
      while (asked.length === 0) await overview.waitForTimeout(50);
      await overview.getByRole('button', { name: /^Live/ }).click();
      await overview.getByRole('button', { name: /^Paused/ }).waitFor();
      const askedWhenPaused = asked.length;
      await deposit('Not seen by those who paused');
      await list.getByRole('row').filter({ hasText: 'Not seen by those who paused' }).waitFor();
      expect(asked.length).toBe(askedWhenPaused);
      expect(loads).toEqual([{ count: 0 }, { count: 0 }]);
    },
    300_000,
  );
});
