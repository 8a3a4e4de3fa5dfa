import { describe, expect } from '@jest/globals';
import { accessibilityFindings } from '../../support/axe.js';
import { testInBrowser } from '../../support/browser.js';
import { confirm, Dashboard, isOperation, reviewDeposit, signedIn } from '../support.js';

describe('Accessibility of a payment on its way', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [390, 1280]) {
      testInBrowser(
        `axe finds nothing from the review to the outcome, ${colorScheme}, ${width} pixels wide`,
        async (browser) => {
          const dashboard = await Dashboard.start();
          const saver = await dashboard.saver('Amina Otieno', '100');
          const view = { colorScheme, viewport: { width, height: 800 } };
          const page = await (await signedIn(browser, dashboard, saver, view)).newPage();
          const findings: { step: string; found: string[] }[] = [];
          const inspect = async (step: string) => {
            const found = await accessibilityFindings(page);
            const overflow = await page.evaluate<number>(
              'document.documentElement.scrollWidth - document.documentElement.clientWidth',
            );
            if (overflow > 0) found.push(`${overflow} pixels too wide`);
            if (found.length > 0) findings.push({ step, found });
          };
          const toast = (text: string) => page.getByRole('listitem').filter({ hasText: text });

          await reviewDeposit(page, '5');
          await inspect('review');

          await page.route('**/graphql', async (route) =>
            isOperation(route, 'Deposit') ? route.abort('connectionrefused') : route.fallback(),
          );
          await confirm(page, 'Add money');
          await page.getByRole('button', { name: 'Sending …' }).waitFor();
          await inspect('sending');
          await page.getByRole('heading', { name: 'We do not know yet' }).waitFor();
          await toast('We do not know yet').waitFor();
          await inspect('unknown outcome, with its toast');
          await page.getByRole('link', { name: 'Wallets' }).first().click();
          await page.getByText('A payment is waiting for its answer').waitFor();
          await inspect('notice on another page');
          await toast('We do not know yet').getByRole('button', { name: 'Close' }).click();
          await page.getByRole('link', { name: 'Find out' }).click();
          await page.getByRole('heading', { name: 'The payment has not arrived' }).waitFor();
          await inspect('not arrived');

          await page.unrouteAll();
          await page.getByRole('main').getByRole('button', { name: 'Try again' }).click();
          await toast('KES 5.00 added').waitFor();
          await inspect('toast of success');

          await page.goto('/pay/withdraw');
          await page.getByRole('textbox', { name: /^Amount/ }).fill('105');
          await confirm(page, 'Review');
          await page.getByText('Savings afterwards').waitFor();
          await saver.user.withdraw(saver.walletId, '1');
          await confirm(page, 'Withdraw money');
          await toast('There is not enough money').waitFor();
          await inspect('declined, with its toast');

          await page.getByRole('textbox', { name: /^Amount/ }).fill('3');
          await confirm(page, 'Review');
          await page.route('**/graphql', async (route) => {
            if (!isOperation(route, 'Withdraw')) return route.fallback();
            const extensions = { code: 'UNAVAILABLE', retryable: true, details: {} };
            return route.fulfill({ json: { errors: [{ message: 'Busy', extensions }] } });
          });
          await confirm(page, 'Withdraw money');
          await page.getByText('That did not work. No money has moved.').waitFor();
          await inspect('review, turned away');

          expect(findings).toEqual([]);
        },
      );
    }
  }
});
