import { join } from 'node:path';
import { describe, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Currency } from '../../../server/ledger/money/currencies.js';
import { testInBrowser } from '../../support/browser.js';
import { Client, User } from '../../support/client.js';
import { temporaryFolder } from '../../support/ledger.js';
import { overflowFindings } from '../../support/overflow.js';
import { serve } from '../../support/process.js';
import { confirm, PASSWORD, receiptOf } from '../support.js';

const OPERATOR_EMAIL = 'ops@example.com';
/** The most that one transaction moves, with no place to break a line. */
const LARGEST: readonly (readonly [Currency, string])[] = [
  ['KES', '9999999999999.99'],
  ['JPY', '999999999999999'],
  ['KWD', '999999999999.999'],
  ['USD', '9999999999999.99'],
];
const unbroken = (word: string, length: number) => word.repeat(length).slice(0, length);

interface Extremes {
  readonly url: string;
  readonly saver: User;
  readonly walletId: string;
  readonly transactionId: string;
  readonly friend: User;
}

/** A saver whose every name and amount is as long as the server takes it, and who pays a friend of that kind. */
async function startWithExtremes(): Promise<Extremes> {
  const { url } = await serve({
    DATABASE_URL: `sqlite:${join(temporaryFolder(), 'ledger.db')}`,
    NISSMART_OPERATOR_EMAIL: OPERATOR_EMAIL,
    NISSMART_OPERATOR_PASSWORD: PASSWORD,
    NISSMART_CHECKPOINT_SECONDS: '1',
  });
  const saver = await register(url, `${unbroken('wilhelmina', 50)}@example.com`);
  const friend = await register(url, `${unbroken('bartholomew', 50)}@example.com`);
  const more = { description: unbroken('Zusammenlegung', 280), reference: unbroken('REF-2026-', 140) };
  const wallets = await Promise.all(
    LARGEST.map(async ([currency, amount]) => {
      const id = await saver.wallet({ name: unbroken(`${currency}Rücklagen`, 80), currency });
      await Promise.all([1, 2, 3].map(async () => saver.deposit(id, amount, { currency, more })));
      return id;
    }),
  );
  const walletId = wallets[0] ?? '';
  const friendsWalletId = await friend.wallet({ name: unbroken('Haushaltskasse', 80) });
  const { id: transactionId } = await saver.transfer(walletId, friendsWalletId, LARGEST[0]?.[1], {
    more: { ...more, metadata: { [unbroken('invoice', 40)]: unbroken('INV', 200) } },
  });
  await saver.withdraw(walletId, LARGEST[0]?.[1], { more });
  // More than there is left: a decline, whose message says both amounts.
  await friend.withdraw(friendsWalletId, '0.01');
  await friend.withdraw(friendsWalletId, LARGEST[0]?.[1], { more });
  return { url, saver, friend, walletId, transactionId };
}

async function register(url: string, email: string): Promise<User> {
  const displayName = unbroken('Wolfeschlegelsteinhausen', 80);
  const answer = await new Client({ url }).post('/api/auth/register', {
    email,
    displayName,
    password: PASSWORD,
  });
  return new User({ url }, answer.text('user.id'), email, answer.text('token'));
}

async function pageOf(browser: Browser, url: string, email: string, width: number): Promise<Page> {
  const viewport = { width, height: 800 };
  const context = await browser.newContext({
    baseURL: url,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    viewport,
  });
  const query = 'mutation ($input: LoginInput!) { login(input: $input) { expiresAt } }';
  const variables = { input: { email, password: PASSWORD } };
  expect((await context.request.post('/graphql', { data: { query, variables } })).ok()).toBe(true);
  return context.newPage();
}

describe('However long names and amounts are', () => {
  for (const width of [360, 768, 1280, 2560]) {
    testInBrowser(
      `no page scrolls sideways and nothing is cut off, ${String(width)} pixels wide`,
      async (browser) => {
        const { url, saver, friend, walletId, transactionId } = await startWithExtremes();
        const findings: { where: string; found: string[] }[] = [];
        const inspect = async (page: Page, where: string) => {
          await page.evaluate('document.fonts.ready');
          const found = await overflowFindings(page);
          if (found.length > 0) findings.push({ where, found });
        };
        const visit = async (page: Page, path: string, shows: string) => {
          await page.goto(path);
          await page.getByText(shows).filter({ visible: true }).first().waitFor();
          await page
            .locator('[aria-busy=true]:not([aria-hidden] *, [aria-hidden])')
            .first()
            .waitFor({ state: 'detached' });
          await inspect(page, path);
        };

        const saverPage = await pageOf(browser, url, saver.email, width);
        await visit(saverPage, '/', 'Latest activity');
        await visit(saverPage, `/wallets/${walletId}`, 'Activity');
        await visit(saverPage, `/wallets/${walletId}/transactions/${transactionId}`, 'In your books');
        const receipt = await receiptOf({ user: saver, walletId });
        await saverPage.getByRole('button', { name: /^Verify the receipt/ }).click();
        await saverPage.getByText('Checkpoint signature: passed').waitFor();
        await inspect(saverPage, 'a receipt in the panel');
        await visit(saverPage, `/wallets/${walletId}/statement`, 'Closing balance');
        await visit(saverPage, '/verify', 'Key id');
        await saverPage
          .getByRole('main')
          .locator('input[type=file]')
          .first()
          .setInputFiles({
            name: `${unbroken('receipt', 100)}.json`,
            mimeType: '',
            buffer: Buffer.from(receipt),
          });
        await saverPage.getByText('Checkpoint signature: passed').waitFor();
        await inspect(saverPage, 'a receipt that was checked');
        await visit(saverPage, '/wallets/new', 'What are you saving for?');
        await visit(saverPage, '/pay/deposit', 'What is it for?');
        await visit(saverPage, `/pay/transfer?wallet=${walletId}`, 'What is it for?');
        await saverPage
          .getByRole('button', { name: /^Wolfeschlegel/ })
          .first()
          .click();
        await saverPage.getByRole('textbox', { name: /^Amount/ }).fill('9999999999999.99');
        await saverPage.getByLabel('What is it for?').fill(unbroken('Zusammenlegung', 280));
        await inspect(saverPage, 'the payment, filled in');
        await confirm(saverPage, 'Review');
        await saverPage.getByText('Is this right?').waitFor();
        await inspect(saverPage, 'the payment, reviewed');

        const staffPage = await pageOf(browser, url, OPERATOR_EMAIL, width);
        await visit(staffPage, '/console', 'Positions');
        await staffPage.getByText('Volume over time').scrollIntoViewIfNeeded();
        await staffPage.getByRole('img', { name: /^Bar chart/ }).waitFor();
        await inspect(staffPage, 'the chart');
        await staffPage.getByRole('button', { name: 'Table' }).click();
        await staffPage.getByRole('region', { name: 'as a table' }).getByRole('row').nth(1).waitFor();
        await inspect(staffPage, 'the volume as a table');
        await visit(staffPage, '/console/transactions', 'That is everything.');
        await visit(staffPage, `/console/transactions?owner=${friend.id}&wallet=${walletId}`, 'Person');
        await visit(staffPage, `/console/transactions/${transactionId}`, 'Balance after');
        await visit(staffPage, '/console/wallets', 'That is everything.');
        await visit(staffPage, `/console/wallets/${walletId}`, 'All its transactions');
        await visit(staffPage, `/console/wallets/${walletId}/statement`, 'Closing balance');
        await visit(staffPage, '/console/review', 'Review');
        await visit(staffPage, '/console/audit', 'Audit log');
        await visit(staffPage, '/console/retries', 'Retries');
        await visit(staffPage, '/console/batch', 'Open a wallet');
        await visit(staffPage, '/console/users', 'That is everything.');
        await visit(staffPage, `/console/users/${saver.id}`, 'All of them');
        await visit(staffPage, `/console/declines?user=${friend.id}`, 'Declines');
        await staffPage.keyboard.press('Control+k');
        await staffPage.getByRole('dialog').getByRole('textbox').fill('wilhelmina');
        await staffPage
          .getByRole('option', { name: /wilhelmina/ })
          .first()
          .waitFor();
        await inspect(staffPage, 'the search');
        expect(findings).toEqual([]);
      },
      300_000,
    );
  }
});
