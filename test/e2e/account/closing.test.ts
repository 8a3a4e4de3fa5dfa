import { readFileSync } from 'node:fs';
import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { testInBrowser } from '../../support/browser.js';
import { Client } from '../../support/client.js';
import { age, openAccount } from './accounts.js';
import { staff } from '../staff.js';
import { Dashboard, PASSWORD, signedIn } from '../support.js';

async function answerDialog(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Enter your password again' });
  await dialog.getByLabel('Password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Go on' }).click();
}

describe('One’s own data', () => {
  testInBrowser('are saved as a file, once the password was entered again', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno');
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    await openAccount(page);
    age(dashboard);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download my data' }).click();
    await answerDialog(page);
    const download = await saved;
    expect(download.suggestedFilename()).toMatch(/^nissmart-\d{4}-\d\d-\d\d\.json$/);
    const document: unknown = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(document).toMatchObject({ profile: { id: saver.user.id, displayName: 'Amina Otieno' } });
    await page.getByRole('heading', { name: 'Account', exact: true }).waitFor();
  });
});

describe('Closing one’s account', () => {
  testInBrowser(
    'When the wallets are empty and the email is typed, then the account is closed, and a farewell is on the page to sign in',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const [operator, saver] = [await staff(dashboard, 'operator'), await dashboard.saver('Amina Otieno')];
      const walletId = await saver.user.wallet({ name: 'School fees', balance: '12.00' });
      const page = await (await signedIn(browser, dashboard, saver)).newPage();
      await openAccount(page);
      await page.getByRole('button', { name: 'Close my account' }).click();
      const dialog = page.getByRole('dialog', { name: 'Close your account?' });
      const closing = dialog.getByRole('button', { name: 'Close for good' });
      await dialog.getByRole('link', { name: 'School fees' }).waitFor();
      expect(await closing.isDisabled()).toBe(true);
      await dialog.getByRole('button', { name: 'Leave it' }).click();

      await saver.user.withdraw(walletId, '12.00');
      await page.getByRole('button', { name: 'Close my account' }).click();
      const email = dialog.getByLabel('Your email, to confirm');
      await email.fill('somebody@example.com');
      expect(await closing.isDisabled()).toBe(true);
      await email.fill(saver.email.toUpperCase());
      await dialog.getByLabel('Why do you leave?').fill('I moved abroad');
      age(dashboard);
      await closing.click();
      await answerDialog(page);

      await page.getByText('Your account is closed').first().waitFor();
      await page.waitForURL('**/sign-in');
      expect((await saver.user.get('/api/me')).status).toBe(401);
      const again = { email: saver.email, password: PASSWORD };
      expect((await new Client(dashboard).post('/api/auth/login', again)).status).toBe(401);

      const console = await (await signedIn(browser, dashboard, operator)).newPage();
      await console.goto(`/console/users/${saver.user.id}`);
      await console.getByText('Closed account').first().waitFor();
      await console.getByText(/I moved abroad/).waitFor();
      expect(await console.getByRole('button', { name: 'Suspend' }).count()).toBe(0);
      expect(await console.getByRole('button', { name: 'Reactivate' }).count()).toBe(0);
    },
  );

  testInBrowser(
    'When money comes in at the last moment, then nothing is closed, and it says why',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const saver = await dashboard.saver('Amina Otieno');
      const walletId = await saver.user.wallet({ name: 'School fees' });
      const page = await (await signedIn(browser, dashboard, saver)).newPage();
      await openAccount(page);
      await page.getByRole('button', { name: 'Close my account' }).click();
      const dialog = page.getByRole('dialog', { name: 'Close your account?' });
      await dialog.getByLabel('Your email, to confirm').fill(saver.email);
      await saver.user.deposit(walletId, '1.00');
      // The dashboard is told of it by itself.
      await dialog.getByRole('link', { name: 'School fees' }).waitFor();
      await dialog.getByRole('button', { name: 'Close for good', disabled: true }).waitFor();
      expect((await saver.user.get('/api/me')).status).toBe(200);
    },
  );
});
