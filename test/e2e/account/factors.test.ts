import { describe, expect } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { testInBrowser } from '../../support/browser.js';
import { age, openAccount } from './accounts.js';
import { giveAuthenticator, nameOf, namedContext } from './factors-support.js';
import { staff } from '../staff.js';
import { Dashboard, PASSWORD, signIn, signOut } from '../support.js';

async function setUpApp(page: Page): Promise<{ totp: TOTP; codes: string[] }> {
  await page.getByRole('button', { name: 'Set up an app' }).click();
  await page.getByRole('img', { name: 'QR code for your app' }).waitFor();
  const secret = (await page.locator('dd .font-mono').innerText()).replaceAll(/\s/g, '');
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  await page.getByLabel('Code from the app').fill(totp.generate());
  await page.getByRole('button', { name: 'Switch codes on' }).click();
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
  const codes = await page
    .getByRole('list', { name: 'Recovery codes' })
    .getByRole('listitem')
    .allInnerTexts();
  return { totp, codes };
}

describe('A passkey', () => {
  testInBrowser(
    'When a saver adds one, then it signs them in, confirms for them, is renamed, and is gone once it is removed',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const saver = await dashboard.saver('Amina Otieno');
      const context = await namedContext(browser, dashboard);
      const page = await context.newPage();
      await giveAuthenticator(page);
      await page.goto('/sign-in');
      await signIn(page, saver);
      await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
      await openAccount(page);

      await page.getByRole('button', { name: 'Add a passkey' }).click();
      await page.getByLabel('Name of the passkey').fill('Laptop');
      await page.getByRole('button', { name: 'Make the passkey' }).click();
      await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
      const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
      expect(await codes.count()).toBe(10);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Download' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('nissmart-recovery-codes.txt');
      await page.getByRole('button', { name: 'I have kept them' }).click();
      await codes.first().waitFor({ state: 'detached' });

      await page.getByRole('button', { name: 'Rename Laptop' }).click();
      await page.getByLabel('New name for Laptop').fill('Work laptop');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('listitem').filter({ hasText: 'Work laptop' }).waitFor();

      await signOut(page);
      await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
      await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();

      await openAccount(page);
      age(dashboard);
      await page.getByRole('button', { name: 'Remove Work laptop' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await page.getByRole('button', { name: 'Use a passkey instead' }).click();
      await page.getByText('Work laptop signs nobody in any more').first().waitFor();
      await page.getByRole('button', { name: 'Remove Work laptop' }).waitFor({ state: 'detached' });
      expect((await saver.user.get('/api/auth/second-factors')).at('hasSecondFactor')).toBe(false);

      await signOut(page);
      await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
      await page.getByText('The passkey was not accepted').waitFor();
      await signIn(page, saver);
      await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
    },
  );

  testInBrowser('Where the page has another name, then it says where passkeys work', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno');
    const page = await (await browser.newContext({ baseURL: dashboard.url })).newPage();
    await page.goto('/sign-in');
    await signIn(page, saver);
    await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
    await page.goto('/account');
    await page.getByRole('link', { name: nameOf(dashboard) }).waitFor();
    expect(await page.getByRole('button', { name: 'Add a passkey' }).count()).toBe(0);
  });
});

describe('Codes from an app', () => {
  testInBrowser(
    'When a saver sets an app up, then its code and a recovery code sign in, each once, and it can be switched off',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const saver = await dashboard.saver('Amina Otieno');
      const page = await (await namedContext(browser, dashboard)).newPage();
      await page.goto('/sign-in');
      await signIn(page, saver);
      await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
      await page.goto('/account');
      const { totp, codes } = await setUpApp(page);
      await page.getByRole('button', { name: 'I have kept them' }).click();
      await page.getByText('10 left').waitFor();

      await signOut(page);
      await signIn(page, saver);
      const field = page.getByLabel('Code from your app');
      await field.waitFor();
      const focused = 'document.activeElement?.getAttribute("autocomplete")';
      expect(await page.evaluate<string | null>(focused)).toBe('one-time-code');
      await field.fill('000000');
      await page.getByRole('button', { name: 'Go on' }).click();
      await page.getByText('The code is wrong').waitFor();
      // Each is good once and half a minute early, and the one of this half minute may have been used.
      await field.fill(totp.generate({ timestamp: Date.now() + 30_000 }));
      await page.getByRole('button', { name: 'Go on' }).click();
      await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();

      await signOut(page);
      await signIn(page, saver);
      await page.getByRole('button', { name: 'Use a recovery code' }).click();
      await page.getByLabel('Recovery code').fill(codes[0] ?? '');
      await page.getByRole('button', { name: 'Go on' }).click();
      await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();

      await page.goto('/account');
      await page.getByText('9 left').waitFor();
      age(dashboard);
      await page.getByRole('button', { name: 'Make a fresh set' }).click();
      const dialog = page.getByRole('dialog', { name: 'Enter your password again' });
      await dialog.getByLabel('Password').fill(PASSWORD);
      await dialog.getByLabel('Code').fill(codes[1] ?? '');
      await dialog.getByRole('button', { name: 'Go on' }).click();
      await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
      await page.getByRole('button', { name: 'Switch off' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
      await page.getByRole('button', { name: 'Set up an app' }).waitFor();
      expect((await saver.user.get('/api/auth/second-factors')).at('hasSecondFactor')).toBe(false);
    },
  );
});

describe('Where staff must have a second factor', () => {
  testInBrowser(
    'When an operator signs in without, then they are led to set one up, and on to where they wanted to go',
    async (browser) => {
      const dashboard = await Dashboard.start({ NISSMART_STAFF_SECOND_FACTOR: 'required' });
      const operator = await staff(dashboard, 'operator');
      const page = await (await namedContext(browser, dashboard)).newPage();
      await giveAuthenticator(page);
      await page.goto('/console/users');
      await signIn(page, operator);
      await page.getByRole('heading', { name: 'Add a second factor' }).waitFor();
      expect(new URL(page.url()).pathname).toBe('/second-factor');
      await page.goto('/console');
      await page.getByRole('heading', { name: 'Add a second factor' }).waitFor();

      await page.goto('/second-factor?next=/console/users');
      await page.getByRole('button', { name: 'Add a passkey' }).click();
      await page.getByRole('button', { name: 'Make the passkey' }).click();
      await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
      await page.getByRole('button', { name: 'Go on to operations' }).click();
      await page.getByRole('heading', { name: 'Users' }).waitFor();

      await signOut(page);
      await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
      await page.getByRole('heading', { name: 'Overview' }).waitFor();
    },
  );
});
