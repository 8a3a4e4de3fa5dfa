import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { painted, testInBrowser } from '../../support/browser.js';
import { batchesOf, fileOf, openOffice, openPage, reviewFile, send } from './batch-office.js';
import { balanceOf, staff } from '../staff.js';
import { onNext, signedIn } from '../support.js';

describe('A batch', () => {
  testInBrowser(
    'is recognised when its file comes again, by whomever, and is paid again only as a payment with a name',
    async (browser) => {
      const { dashboard, operator, amina, brian } = await openOffice();
      const file = fileOf(`${amina.email},1.00,A`, `${brian.email},2.00,B`);
      const page = await openPage(await signedIn(browser, dashboard, operator));
      await reviewFile(page, file);
      await send(page, 2);
      await page.getByText('2 transferred, 0 declined').waitFor();

      await page.reload();
      // The same list, written in another way and order.
      await reviewFile(
        page,
        `\uFEFFreference;to;amount\r\nB;${brian.email.toUpperCase()};2\r\nA;${amina.email};1.0\r\n`,
      );
      const before = page.getByRole('list', { name: 'Sent before' }).getByRole('listitem');
      expect((await before.innerText()).replaceAll(/\s+/g, ' ')).toMatch(
        /^\d+ \w+ 20\d\d.* UTC by The operator: 2 transferred, 0 declined$|UTC by The operator: 2 transferred, 0 declined$/,
      );
      await page.getByRole('button', { name: 'Send 2 transfers', disabled: true }).waitFor();

      const colleague = await staff(dashboard, 'operator');
      const theirs = {
        ...colleague,
        walletId: await colleague.user.wallet({ name: 'Disbursements', balance: '50' }),
      };
      const elsewhere = await openPage(await signedIn(browser, dashboard, theirs));
      await reviewFile(elsewhere, file);
      await elsewhere.getByText('This list was sent before').waitFor();
      await elsewhere.getByRole('button', { name: 'Send 2 transfers', disabled: true }).waitFor();
      expect(await balanceOf(amina, 'posted')).toBe('1.00');

      // On purpose, and once for its name whoever sends it.
      for (const each of [page, elsewhere]) {
        await each.getByRole('checkbox', { name: 'This is a new payment' }).click();
        await each.getByLabel('Name of this payment').fill('July');
      }
      await send(page, 2);
      // The list of earlier batches says the same words.
      await page.getByRole('status').getByText('2 transferred, 0 declined').waitFor();
      await send(elsewhere, 2);
      await elsewhere.getByText('as “July”').waitFor();
      await elsewhere.getByRole('button', { name: 'Send 2 transfers', disabled: true }).waitFor();
      expect(await balanceOf(amina, 'posted')).toBe('2.00');
      expect(await balanceOf(theirs, 'posted')).toBe('50.00');

      // A person typing a name that is taken may be on the way to one that is not.
      await page.reload();
      await reviewFile(page, file);
      await page.getByRole('checkbox', { name: 'This is a new payment' }).click();
      const name = page.getByLabel('Name of this payment');
      const mistake = page.getByText('A payment of this list has that name already.');
      await name.pressSequentially('July');
      await painted(page);
      expect(await mistake.count()).toBe(0);
      await name.press('Tab');
      await mistake.waitFor();
      await name.press('End');
      await name.press('2');
      await mistake.waitFor({ state: 'detached' });

      await page.goto('/console/audit');
      await page.getByRole('link', { name: 'July' }).click();
      await page.getByRole('heading', { name: 'Batch: July' }).waitFor();
    },
    240_000,
  );

  testInBrowser(
    'happens once when the server is killed, before it has heard of it or after it has sent it, and the page finds out',
    async (browser) => {
      const { dashboard, operator, amina } = await openOffice();
      const page = await openPage(await signedIn(browser, dashboard, operator));
      const killWhen = async (on: Page, reached: boolean) =>
        onNext(on, 'TransferBatch', async (route) => {
          if (reached) await route.fetch();
          await dashboard.kill();
          // The page may have given it up by then.
          await route.abort('connectionreset').catch(() => undefined);
        });

      await killWhen(page, true);
      await reviewFile(page, fileOf(`${amina.email},1.00,A`));
      await send(page, 1);
      await page.getByText('We are finding out what came of this batch').waitFor();
      expect(await page.getByRole('button', { name: 'Send it now' }).isVisible()).toBe(false);
      // Neither the page nor the tab has to stay.
      const again = await page.context().newPage();
      await page.close();
      await dashboard.restart();
      await again.goto('/console/batch');
      await again.getByText('1 transferred, 0 declined').waitFor();
      expect(await balanceOf(amina, 'posted')).toBe('1.00');

      await again.getByRole('button', { name: 'Another batch' }).click();
      await killWhen(again, false);
      await reviewFile(again, fileOf(`${amina.email},2.00,A`));
      await send(again, 1);
      await again.getByText('We are finding out what came of this batch').waitFor();
      await dashboard.restart();
      await again.getByText('The server has not received this batch').waitFor();
      await again.getByRole('button', { name: 'Send it now' }).click();
      await again.getByText('1 transferred, 0 declined').waitFor();
      expect(await balanceOf(amina, 'posted')).toBe('3.00');
      expect(await batchesOf(operator)).toBe(2);
    },
    240_000,
  );

  testInBrowser(
    'is paid once when two tabs send it at once, and what was declined as a whole may be sent again',
    async (browser) => {
      const { dashboard, operator, amina } = await openOffice();
      const context = await signedIn(browser, dashboard, operator);
      const [one, two] = [await openPage(context), await openPage(context)];
      for (const page of [one, two]) await reviewFile(page, fileOf(`${amina.email},150.00,A`));
      await send(one, 1);
      await one.getByText('There is not enough money').waitFor();
      await operator.user.deposit(operator.walletId, '100');
      await one.getByRole('button', { name: 'Review the batch' }).click();
      for (const page of [one, two]) await page.getByRole('heading', { name: /^Send 1 transfer/ }).waitFor();
      await Promise.all([send(one, 1), send(two, 1)]);
      // The one that comes second hears of the first, as the same batch or as one that was sent before.
      for (const page of [one, two]) await page.getByText('1 transferred, 0 declined').first().waitFor();
      expect(await balanceOf(amina, 'posted')).toBe('150.00');
      expect(await batchesOf(operator)).toBe(1);
    },
    240_000,
  );
});
