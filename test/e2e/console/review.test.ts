import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { painted, testInBrowser } from '../../support/browser.js';
import { expectSoon } from '../../support/soon.js';
import { balanceOf, reviewAbove, staff, statusesOf } from '../staff.js';
import { Dashboard, loseAnswers, signedIn } from '../support.js';

describe('The review queue', () => {
  testInBrowser(
    'is worked through by the keyboard: one key posts, another one voids and asks why',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const operator = await staff(dashboard, 'operator');
      await reviewAbove(operator, '5');
      const saver = await dashboard.saver('Amina Otieno', '500');
      for (const amount of ['10', '20', '30']) await saver.user.withdraw(saver.walletId, amount);
      const page = await (await signedIn(browser, dashboard, operator)).newPage();

      await page.goto('/console');
      await page.getByRole('link', { name: /3 transactions wait for review/ }).click();
      await rows(page).nth(2).waitFor();
      await expectSoon(
        async () => rows(page).allInnerTexts(),
        [
          expect.stringContaining('10.00'),
          expect.stringContaining('20.00'),
          expect.stringContaining('30.00'),
        ],
      );

      await page.keyboard.press('j');
      await page.keyboard.press('p');
      await rows(page).filter({ hasText: 'Posted' }).waitFor();
      // The row stays where it is, so that a second press decides nothing else.
      await page.keyboard.press('p');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('v');
      const dialog = page.getByRole('dialog', { name: /Void: Withdrawal of/ });
      await dialog.getByLabel('Reason').fill('The account abroad is not theirs');
      // The operator has to know who reads the reason.
      await dialog.getByText('The customer reads it').waitFor();
      await dialog.getByRole('button', { name: 'Void' }).click();
      await rows(page).filter({ hasText: 'Voided' }).waitFor();

      expect(await statusesOf(saver)).toMatchObject({
        '10.00': 'POSTED',
        '20.00': 'VOIDED',
        '30.00': 'PENDING',
      });
      expect(await balanceOf(saver, 'posted')).toBe('490.00');
      expect(await balanceOf(saver, 'available')).toBe('460.00');
      const log = await operator.user.graphql('{ auditEvents(first: 1) { nodes { action reason } } }');
      expect(log.text('data.auditEvents.nodes.0.reason')).toBe('The account abroad is not theirs');

      await page.keyboard.press('r');
      await rows(page).filter({ hasText: 'Posted' }).waitFor({ state: 'detached' });
      await expectSoon(async () => rows(page).count(), 1);
    },
    300_000,
  );

  testInBrowser('tells an operator who comes second, and shows what was decided', async (browser) => {
    const dashboard = await Dashboard.start();
    const operator = await staff(dashboard, 'operator');
    await reviewAbove(operator, '5');
    const saver = await dashboard.saver('Amina Otieno', '100');
    const { id } = await saver.user.withdraw(saver.walletId, '40');
    const page = await (await signedIn(browser, dashboard, operator)).newPage();
    // Nothing tells the page that the row is decided, so that the operator is sure to come second.
    await page.route('**/graphql/stream*', async (route) => route.abort());
    await page.goto('/console/review');
    await rows(page).first().waitFor();
    await saver.user.post(`/api/transactions/${id}/void`, {});

    await page.getByRole('button', { name: /^Post the Withdrawal/ }).click();
    await page.getByText('Somebody was faster: it is voided already').first().waitFor();
    await rows(page).filter({ hasText: 'Voided' }).waitFor();
    expect(await balanceOf(saver, 'available')).toBe('100.00');
  });

  testInBrowser(
    'leaves a row that somebody else decides where it stands, until it is refreshed',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const operator = await staff(dashboard, 'operator');
      await reviewAbove(operator, '5');
      const saver = await dashboard.saver('Amina Otieno', '100');
      const first = await saver.user.withdraw(saver.walletId, '10');
      const second = await saver.user.withdraw(saver.walletId, '20');
      await saver.user.withdraw(saver.walletId, '30');
      const page = await (await signedIn(browser, dashboard, operator)).newPage();
      // The first one is decided after the queue has been read, and before the feed begins.
      const { promise: decided, resolve: letFeedBegin } = Promise.withResolvers<undefined>();
      await page.route('**/graphql/stream*', async (route) => {
        await decided;
        await route.fallback();
      });
      await page.goto('/console/review');
      await rows(page).nth(2).waitFor();
      await saver.user.post(`/api/transactions/${first.id}/void`, {});
      letFeedBegin(undefined);
      await rows(page).first().getByText('Voided').waitFor();

      await saver.user.post(`/api/transactions/${second.id}/void`, {});
      await rows(page).nth(1).getByText('Voided').waitFor();
      await expectSoon(
        async () => rows(page).allInnerTexts(),
        [
          expect.stringContaining('10.00'),
          expect.stringContaining('20.00'),
          expect.stringContaining('30.00'),
        ],
      );

      await page.keyboard.press('r');
      await rows(page).filter({ hasText: 'Voided' }).first().waitFor({ state: 'detached' });
      await expectSoon(async () => rows(page).allInnerTexts(), [expect.stringContaining('30.00')]);
    },
  );

  testInBrowser('keeps the key of an act whose answer was lost, so that it happens once', async (browser) => {
    const dashboard = await Dashboard.start();
    const operator = await staff(dashboard, 'operator');
    await reviewAbove(operator, '5');
    const saver = await dashboard.saver('Amina Otieno', '100');
    await saver.user.withdraw(saver.walletId, '40');
    const page = await (await signedIn(browser, dashboard, operator)).newPage();
    await page.goto('/console/review');
    await rows(page).first().waitFor();
    const keys = new Set<string>();
    page.on('request', (request) => {
      const [, key] = /"idempotencyKey":"([^"]+)"/.exec(request.postData() ?? '') ?? [];
      if (key !== undefined) keys.add(key);
    });
    const restore = await loseAnswers(page, 'PostTransaction');
    await page.getByRole('button', { name: /^Post the Withdrawal/ }).click();
    // It has happened, and the page cannot know.
    while ((await balanceOf(saver, 'posted')) !== '60.00') await page.waitForTimeout(50);
    await restore();
    // Once it hears answers again it asks by itself.
    await page.getByText('posted').first().waitFor();

    expect(keys.size).toBe(1);
    expect(await balanceOf(saver, 'posted')).toBe('60.00');
  });

  testInBrowser('shows an analyst what waits, and no action', async (browser) => {
    const dashboard = await Dashboard.start();
    await reviewAbove(await staff(dashboard, 'operator'), '5');
    const saver = await dashboard.saver('Amina Otieno', '100');
    const { id } = await saver.user.withdraw(saver.walletId, '40');
    const analyst = await staff(dashboard, 'analyst');
    const page = await (await signedIn(browser, dashboard, analyst)).newPage();
    for (const path of ['/console/review', `/console/review/${id}`, `/console/wallets/${saver.walletId}`]) {
      await page.goto(path);
      await page.getByText('40.00').first().waitFor();
      const acts = page.getByRole('button', { name: /Post|Void|Reverse|Freeze|Close wallet|rule/ });
      expect(await acts.count()).toBe(0);
    }
    await page.goto('/console/review');
    await rows(page).first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('p');
    await page.keyboard.press('v');
    await painted(page);
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await statusesOf(saver)).toMatchObject({ '40.00': 'PENDING' });
  });
});

function rows(page: Page) {
  return page.getByRole('list', { name: 'Review queue' }).getByRole('listitem');
}
