import { describe, expect } from '@jest/globals';
import { testInBrowser } from '../../support/browser.js';
import { subjectOf, tokenIn } from '../../support/mail-server.js';
import { startWithMail } from './accounts.js';
import { PASSWORD } from '../support.js';
import type { Page } from 'playwright-core';

async function register(page: Page, email: string): Promise<void> {
  await page.goto('/register');
  await page.getByLabel('Your name').fill('Amina Otieno');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Open account' }).click();
}

describe('Registering where emails are proved first', () => {
  testInBrowser(
    'When somebody registers, then they look into their mail, and the link with their password lets them in',
    async (browser) => {
      const { dashboard, mails } = await startWithMail({ NISSMART_VERIFY_EMAIL: 'on' });
      const context = await browser.newContext({ baseURL: dashboard.url, reducedMotion: 'reduce' });
      const page = await context.newPage();
      await register(page, 'amina@example.com');
      await page.getByText('Look into your mail').waitFor();
      expect(await page.getByText('amina@example.com').count()).toBe(1);
      expect(await context.cookies()).toEqual([]);

      const token = tokenIn(await mails.mail(1));
      await page.goto(`/open-account#token=${token}`);
      await page.getByLabel('The password that you chose').fill('not the password');
      expect(page.url()).toBe(`${dashboard.url}/open-account`);
      await page.getByRole('button', { name: 'Open the account' }).click();
      await page.getByText('This is not the password that was chosen').waitFor();
      await page.getByLabel('The password that you chose').fill(PASSWORD);
      await page.getByRole('button', { name: 'Open the account' }).click();
      await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();

      const other = await (await browser.newContext({ baseURL: dashboard.url })).newPage();
      await register(other, 'amina@example.com');
      await other.getByText('Look into your mail').waitFor();
      expect(subjectOf(await mails.mail(2))).toBe('You have an account already');
      await other.goto(`/open-account#token=${token}`);
      await other.getByLabel('The password that you chose').fill(PASSWORD);
      await other.getByRole('button', { name: 'Open the account' }).click();
      await other.getByText('This link does not work any more').waitFor();
    },
  );
});
