import { describe, expect } from '@jest/globals';
import { v4 } from 'uuid';
import { painted, testInBrowser } from '../../support/browser.js';
import { staff } from '../staff.js';
import { amountsOf, confirm, Dashboard, PASSWORD, reviewDeposit, signIn, signOut } from '../support.js';

const TRUSTED = { NISSMART_DOCUMENTS: 'trusted', NISSMART_SETTLEMENT: 'instant', NISSMART_DEMO: '0' };

describe('The dashboard of a server that trusts documents', () => {
  testInBrowser('serves savers: account, wallet, payments and live updates', async (browser) => {
    const dashboard = await Dashboard.start(TRUSTED);
    const payer = await dashboard.saver('Brian Mwangi', '900.00');
    const saver = await dashboard.saver('Amina Otieno', '100.00');
    const context = await browser.newContext({ baseURL: dashboard.url, reducedMotion: 'reduce' });
    const page = await context.newPage();

    await page.goto('/');
    await signIn(page, saver);
    await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
    await reviewDeposit(page, '25');
    await confirm(page, 'Add money');
    await page.getByText('KES 25.00 added').first().waitFor();
    await page.goto(`/wallets/${saver.walletId}`);
    await page.getByText('125.00').first().waitFor();
    await payer.user.transfer(payer.walletId, saver.walletId, '50.00');
    await page.getByText('175.00').first().waitFor();
    for (const path of ['/account', '/tokens', '/wallets/new', `/wallets/${saver.walletId}/statement`]) {
      await page.goto(path);
      await page.getByRole('main').getByRole('heading').first().waitFor();
      await painted(page);
      expect(await page.getByText('Something went wrong').count()).toBe(0);
    }
    await page.goto('/');
    await signOut(page);
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor();

    expect(await amountsOf(saver)).toEqual(['50.00', '25.00', '100.00']);
  });

  testInBrowser('serves operations: every page of the console, and acts', async (browser) => {
    const dashboard = await Dashboard.start(TRUSTED);
    const saver = await dashboard.saver('Amina Otieno', '100.00');
    const operator = await staff(dashboard, 'operator');
    const context = await browser.newContext({ baseURL: dashboard.url, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const refused: string[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/graphql') && response.status() === 403)
        refused.push(response.request().postData() ?? response.url());
    });

    await page.goto('/sign-in');
    await signIn(page, operator);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByRole('button', { name: 'Live' }).waitFor();
    const lists = [
      'transactions',
      'review',
      'wallets',
      'users',
      'risk',
      'batch',
      'batches',
      'retries',
      'audit',
    ];
    for (const path of [...lists, 'declines', 'account', 'tokens']) {
      await page.goto(`/console/${path}`);
      await page.getByRole('main').getByRole('heading').first().waitFor();
      await painted(page);
    }
    await page.goto(`/console/wallets/${saver.walletId}`);
    await page.getByRole('button', { name: 'Freeze' }).click();
    const freezing = page.getByRole('dialog', { name: 'Freeze Savings?' });
    await freezing.getByLabel('Reason').fill('Asked for by its owner');
    await freezing.getByRole('button', { name: 'Freeze' }).click();
    await page.getByRole('button', { name: /^Unfreeze/ }).waitFor();

    expect(refused).toEqual([]);
    expect((await saver.user.get(`/api/wallets/${saver.walletId}`)).text('status')).toBe('FROZEN');
    const { status } = await operator.user.graphql('{ users { totalCount } }');
    expect(status).toBe(403);
  });

  testInBrowser('lets people register', async (browser) => {
    const dashboard = await Dashboard.start(TRUSTED);
    const context = await browser.newContext({ baseURL: dashboard.url, reducedMotion: 'reduce' });
    const page = await context.newPage();

    await page.goto('/register');
    await page.getByLabel('Your name').fill('Wanjiru Kamau');
    await page.getByLabel('Email').fill(`${v4()}@example.com`);
    await page.getByLabel('Password').fill(PASSWORD);
    await confirm(page, 'Open account');

    await page.getByRole('heading', { name: /Wanjiru/ }).waitFor();
  });
});
