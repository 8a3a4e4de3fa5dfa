import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityFindings } from '../../support/axe.js';
import { testInBrowser } from '../../support/browser.js';
import { Client } from '../../support/client.js';
import { ANSWER_WITHIN_MS } from '../../support/soon.js';
import { Dashboard, signedIn } from '../support.js';
import { staff } from '../staff.js';

/** Makes a token with the form, which is open. @returns The secret, which is shown once. */
async function makeToken(page: Page, name: string): Promise<string> {
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Make token' }).click();
  const secret = page.getByRole('region', { name: 'The new token' });
  await secret.getByRole('heading', { name: `${name} is ready` }).waitFor();
  return secret.getByText(/^\s*nsm_[\w-]{43}\s*$/).innerText();
}

async function revoke(page: Page, name: string, reason?: string): Promise<void> {
  await page.getByRole('button', { name: `Revoke ${name}` }).click();
  const dialog = page.getByRole('dialog', { name: `Revoke ${name}?` });
  if (reason !== undefined) await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: 'Revoke', exact: true }).click();
  // The page behind it has no roles before the dialog is gone, which is when the token is revoked.
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: `Revoke ${name}` }).waitFor({ state: 'detached' });
}

describe('The page of API tokens', () => {
  testInBrowser(
    'When a saver makes a token, then it works as it is copied, and no longer once it is revoked',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const saver = await dashboard.saver('Amina Otieno', '12.50');
      const context = await signedIn(browser, dashboard, saver);
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const page = await context.newPage();
      await page.goto('/');
      await page.getByRole('button', { name: 'Your account' }).click();
      await page.getByRole('menuitem', { name: 'API tokens' }).click();
      await page.getByRole('button', { name: 'New token' }).click();
      const token = (await makeToken(page, 'Bookkeeping')).trim();
      await page.getByRole('button', { name: 'Copy token' }).click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(token);

      const program = new Client(dashboard, { authorization: `Bearer ${token}` });
      const wallet = await program.get(`/api/wallets/${saver.walletId}`);
      expect(wallet.at('balance.posted.amount')).toBe('12.50');
      // The default access is to read only.
      expect((await program.post('/api/wallets', { name: 'B', currency: 'KES' })).status).toBe(403);

      await page.getByRole('button', { name: 'I have kept it' }).click();
      await page.reload();
      await page.getByText(`nsm_…${token.slice(-4)}`).waitFor();
      expect(await page.content()).not.toContain(token);
      await revoke(page, 'Bookkeeping');
      await page.getByText('Ended lately').waitFor();
      expect((await program.get(`/api/wallets/${saver.walletId}`)).status).toBe(401);
    },
  );

  testInBrowser(
    'When the name is taken, then it is said at the field, and the second try has another',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const saver = await dashboard.saver('Amina Otieno');
      await saver.user.post('/api/tokens', { name: 'Phone' });
      const page = await (await signedIn(browser, dashboard, saver)).newPage();
      await page.goto('/tokens');
      await page.getByRole('button', { name: 'New token' }).click();
      await page.getByRole('textbox', { name: 'Name' }).fill('Phone');
      await page.getByRole('button', { name: 'Make token' }).click();
      await page.getByText('There is an active token by this name already.').waitFor();
      await page.getByRole('radio', { name: 'Read and move money' }).click();
      const token = await makeToken(page, 'Tablet');
      const program = new Client(dashboard, { authorization: `Bearer ${token.trim()}` });
      expect((await program.post('/api/wallets', { name: 'B', currency: 'KES' })).status).toBe(201);
      const names = (await saver.user.get('/api/tokens')).list('data') as { name: string }[];
      expect(names.map(({ name }) => name)).toEqual(['Tablet', 'Phone']);
    },
  );

  testInBrowser(
    'When an operator sees a token in the panel of its user, then they revoke it with a reason',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const saver = await dashboard.saver('Amina Otieno');
      const made = await saver.user.post('/api/tokens', { name: 'Leaked' });
      await saver.user.post('/api/tokens', { name: 'Other' });
      const operator = await staff(dashboard, 'operator');
      const page = await (await signedIn(browser, dashboard, operator)).newPage();
      await page.goto(`/console/users/${saver.user.id}`);
      await revoke(page, 'Leaked', 'Seen in a public repository');
      const program = new Client(dashboard, { authorization: `Bearer ${made.text('token')}` });
      expect((await program.get('/api/me')).status).toBe(401);
      const events = await operator.user.get('/api/audit-events?action=API_TOKEN_REVOKED');
      expect(events.at('data.0')).toMatchObject({
        reason: 'Seen in a public repository',
        actor: { id: operator.user.id },
        user: { id: saver.user.id },
      });
      await page.getByRole('button', { name: 'Suspend' }).click();
      const dialog = page.getByRole('dialog', { name: 'Suspend Amina Otieno?' });
      await dialog.getByLabel('Reason').fill('Fraud');
      await dialog.getByRole('button', { name: 'Suspend', exact: true }).click();
      await page.getByRole('button', { name: 'Revoke Other' }).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Reactivate' }).waitFor();
      // Staff have the page within the console, wherever they look for it.
      await page.goto('/tokens');
      await page.waitForURL('**/console/tokens');
      await page.getByRole('heading', { name: 'API tokens' }).waitFor();
    },
  );

  for (const [colorScheme, width] of [
    ['light', 390],
    ['dark', 1280],
  ] as const) {
    testInBrowser(
      `axe finds nothing on it, with its form, a new token and a list, ${colorScheme}, ${width} pixels wide`,
      async (browser) => {
        const dashboard = await Dashboard.start();
        const operator = await staff(dashboard, 'operator');
        const view = { colorScheme, viewport: { width, height: 800 } };
        const page = await (await signedIn(browser, dashboard, operator, view)).newPage();
        const findings: Record<string, string[]> = {};
        const inspect = async (state: string) => {
          const found = await accessibilityFindings(page);
          const wide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
          if ((await page.evaluate<number>(wide)) > 0) found.push('too wide');
          if (found.length > 0) findings[state] = found;
        };
        await page.goto('/console/tokens');
        await page.getByRole('button', { name: 'New token' }).click();
        await page.getByRole('textbox', { name: 'Name' }).waitFor();
        await inspect('form');
        await makeToken(page, 'A program with a name so long that it takes more than one line on a phone');
        await inspect('secret');
        await page.getByRole('button', { name: 'I have kept it' }).click();
        await page.getByRole('button', { name: /^Revoke/ }).click();
        await page.getByRole('dialog').waitFor();
        await inspect('dialog');
        await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
        await page.getByText('Ended lately').waitFor();
        await inspect('list');
        expect(findings).toEqual({});
      },
      3 * ANSWER_WITHIN_MS,
    );
  }
});
