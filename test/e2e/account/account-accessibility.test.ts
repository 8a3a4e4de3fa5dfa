import { describe, expect } from '@jest/globals';
import { accessibilityFindings } from '../../support/axe.js';
import { testInBrowser } from '../../support/browser.js';
import { age, startWithMail } from './accounts.js';
import { signedIn } from '../support.js';

describe('Accessibility of the pages of accounts', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    testInBrowser(`axe finds nothing, ${colorScheme}, on a phone and on a desk`, async (browser) => {
      const { dashboard } = await startWithMail();
      const saver = await dashboard.saver('Amina Otieno');
      const context = await signedIn(browser, dashboard, saver, { colorScheme });
      const page = await context.newPage();
      const findings: string[] = [];
      const inspect = async (where: string) => {
        for (const width of [390, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          const found = await accessibilityFindings(page);
          findings.push(...found.map((finding) => `${where}, ${String(width)}: ${finding}`));
          const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
          expect([where, width, await page.evaluate<number>(overflow)]).toEqual([where, width, 0]);
        }
      };

      await page.goto('/account');
      await page.getByText('This one').waitFor();
      await page.getByRole('button', { name: 'Change email' }).click();
      await inspect('account');
      await page.getByRole('button', { name: 'Close my account' }).click();
      await page.getByRole('dialog', { name: 'Close your account?' }).waitFor();
      await page.getByLabel('Your email, to confirm').waitFor();
      await inspect('closing');
      await page.getByRole('button', { name: 'Leave it' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      age(dashboard);
      await page.getByLabel('New email').fill('new@example.com');
      await page.getByRole('button', { name: 'Send the link' }).click();
      await page.getByRole('dialog', { name: 'Enter your password again' }).waitFor();
      await inspect('the password again');

      await context.clearCookies();
      for (const [path, shows] of [
        ['/sign-in', 'Forgot your password?'],
        ['/forgot-password', 'Send the link'],
        ['/reset-password#token=nsl_made-up', 'Set the password'],
        ['/verify-email#token=nsl_made-up', 'Confirm the email'],
      ] as const) {
        await page.goto(path);
        await page.getByText(shows).first().waitFor();
        await inspect(path);
      }
      await page.getByRole('button', { name: 'Confirm the email' }).click();
      await page.getByText('This link does not work any more').waitFor();
      await inspect('a worthless link');
      expect(findings).toEqual([]);
    });
  }
});
