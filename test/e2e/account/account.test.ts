import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { painted, testInBrowser } from '../../support/browser.js';
import { Client } from '../../support/client.js';
import { tokenIn } from '../../support/mail-server.js';
import { age, startWithMail } from './accounts.js';
import { Dashboard, PASSWORD, signedIn, signIn, type Saver } from '../support.js';
import { staff } from '../staff.js';

const NEW_PASSWORD = 'an entirely new password';

async function signInStatus(dashboard: Dashboard, { email }: Saver, password: string): Promise<number> {
  return (await new Client(dashboard).post('/api/auth/login', { email, password })).status;
}

async function answerDialog(page: Page, password: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Enter your password again' });
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Go on' }).click();
}

describe('A forgotten password', () => {
  testInBrowser(
    'When somebody follows the link, then its token leaves the address at once, and the new password signs them in',
    async (browser) => {
      const { dashboard, mails } = await startWithMail();
      const saver = await dashboard.saver('Amina Otieno');
      const context = await browser.newContext({ baseURL: dashboard.url, reducedMotion: 'reduce' });
      const page = await context.newPage();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(`${request.url()} ${request.headers().referer ?? ''}`));
      await page.goto('/sign-in');
      await page.getByRole('link', { name: 'Forgot your password?' }).click();
      await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
      await page.getByLabel('Email').fill(saver.email);
      await page.getByRole('button', { name: 'Send the link' }).click();
      await page.getByText('Look into your mail').waitFor();

      const token = tokenIn(await mails.mail(2));
      await page.goto(`/reset-password#token=${token}`);
      await page.getByLabel('New password').fill(NEW_PASSWORD);
      expect(page.url()).toBe(`${dashboard.url}/reset-password`);
      expect(await page.evaluate<string>('history.state ? JSON.stringify(history.state) : ""')).not.toContain(
        token,
      );
      await page.getByRole('button', { name: 'Set the password' }).click();
      await page.getByText('Your password is set').waitFor();
      expect(asked.filter((each) => each.includes(token))).toEqual([]);
      expect((await saver.user.get('/api/me')).status).toBe(401);

      await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
      await page.getByLabel('Email').fill(saver.email);
      await page.getByLabel('Password').fill(NEW_PASSWORD);
      await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();

      await page.goto(`/reset-password#token=${token}`);
      await page.getByLabel('New password').fill('yet another password');
      await page.getByRole('button', { name: 'Set the password' }).click();
      await page.getByText('This link does not work any more').waitFor();
    },
  );

  testInBrowser('When the server sends no mail, then nothing that needs it is offered', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno');
    const page = await (await browser.newContext({ baseURL: dashboard.url })).newPage();
    const service = page.waitForResponse(
      (response) => response.request().postData()?.includes('sendsMail') === true,
    );
    await page.goto('/sign-in');
    await service;
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    await painted(page);
    expect(await page.getByText('Forgot your password?').count()).toBe(0);
    await signIn(page, saver);
    await page.getByRole('heading', { name: 'Hello, Amina' }).waitFor();
    await page.goto('/account');
    await page.getByText('Not confirmed').waitFor();
    expect(await page.getByRole('button', { name: 'Change email' }).count()).toBe(0);
  });
});

describe('The page of one’s account', () => {
  testInBrowser(
    'When a saver changes name, password and email, then they are changed, and the password is asked for once',
    async (browser) => {
      const { dashboard, mails } = await startWithMail();
      const saver = await dashboard.saver('Amina Otieno');
      const page = await (await signedIn(browser, dashboard, saver)).newPage();
      await page.goto('/');
      await page.getByRole('button', { name: 'Your account' }).click();
      await page.getByRole('menuitem', { name: 'Account' }).click();

      await page.getByLabel('Your name').fill('Amina Wanjiku');
      await page.getByRole('button', { name: 'Save name' }).click();
      await page.getByText('Your name is changed').first().waitFor();
      expect((await saver.user.get('/api/me')).at('displayName')).toBe('Amina Wanjiku');

      age(dashboard);
      await page.getByRole('button', { name: 'Change email' }).click();
      await page.getByLabel('New email').fill('amina.new@example.com');
      await page.getByRole('button', { name: 'Send the link' }).click();
      await answerDialog(page, 'not the password');
      await page.getByText('The password is wrong').waitFor();
      await answerDialog(page, PASSWORD);
      await page.getByText('A link is on its way to amina.new@example.com').first().waitFor();
      await page.goto(`/verify-email#token=${tokenIn(await mails.mail(2))}`);
      await page.getByRole('button', { name: 'Confirm the email' }).click();
      await page.getByText('Your email is confirmed').waitFor();
      await page.getByRole('link', { name: 'Go on' }).click();
      await page.goto('/account');
      await page.getByText('amina.new@example.com').first().waitFor();
      await page.getByText('Confirmed', { exact: true }).waitFor();

      const current = page.getByLabel('Current password');
      await current.fill(PASSWORD);
      expect(await current.getAttribute('type')).toBe('password');
      await page.getByRole('button', { name: 'Show what is typed' }).first().click();
      expect(await current.getAttribute('type')).toBe('text');
      await page.getByLabel('New password').fill(NEW_PASSWORD);
      await page.getByRole('button', { name: 'Change password' }).click();
      await page.getByText('Your password is changed').first().waitFor();
      const now = { ...saver, email: 'amina.new@example.com' };
      expect(await signInStatus(dashboard, now, PASSWORD)).toBe(401);
      expect(await signInStatus(dashboard, now, NEW_PASSWORD)).toBe(200);
      expect((await saver.user.get('/api/me')).status).toBe(401);
    },
  );

  testInBrowser(
    'When sessions are ended, then they are, and the one on the screen goes on',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const saver = await dashboard.saver('Amina Otieno');
      await signInStatus(dashboard, saver, PASSWORD);
      const page = await (await signedIn(browser, dashboard, saver)).newPage();
      await page.goto('/account');
      const sessions = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem');
      await sessions.nth(2).waitFor();
      await sessions.nth(0).getByText('This one').waitFor();
      await sessions.nth(1).getByRole('button', { name: /^End / }).click();
      await sessions.nth(2).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'End all others' }).click();
      await sessions.nth(1).waitFor({ state: 'detached' });
      expect((await saver.user.get('/api/me')).status).toBe(401);
      await page.reload();
      await sessions.nth(0).getByText('This one').waitFor();
      expect(await sessions.count()).toBe(1);
    },
  );

  testInBrowser(
    'When an operator’s sign-in is long ago, then an act waits for the password and then goes on by itself',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const [operator, saver] = [await staff(dashboard, 'operator'), await dashboard.saver('Amina Otieno')];
      const page = await (await signedIn(browser, dashboard, operator)).newPage();
      const keys: string[] = [];
      page.on('request', (request) => {
        const body = request.postData() ?? '';
        if (body.includes('mutation SuspendUser('))
          keys.push(/"idempotencyKey":"([^"]+)"/.exec(body)?.[1] ?? '');
      });
      await page.goto(`/console/users/${saver.user.id}`);
      age(dashboard);
      await page.getByRole('button', { name: 'Suspend', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: /Suspend/ });
      await dialog.getByLabel('Reason').fill('Fraud');
      await dialog.getByRole('button', { name: 'Suspend' }).click();
      await answerDialog(page, PASSWORD);
      await page.getByText('Amina Otieno is suspended and signed out').first().waitFor();
      expect((await saver.user.get('/api/me')).status).toBe(401);
      expect(keys).toHaveLength(2);
      expect(new Set(keys).size).toBe(1);
      expect(await signInStatus(dashboard, saver, PASSWORD)).toBe(403);
    },
  );
});
