import { readFile } from 'node:fs/promises';
import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { testInBrowser } from '../../support/browser.js';
import { Dashboard, signedIn, type Saver } from '../support.js';

const COLUMNS =
  'Time (UTC),Type,Status,Counterparty,Amount,Currency,Balance after,Description,Reference,Transaction id';

describe('The CSV of a wallet', () => {
  testInBrowser('holds every movement that the filters let through, and no other', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno');
    // More than a page of the screen, and more than one of the export.
    for (let amount = 1; amount <= 120; amount += 1) {
      await saver.user.deposit(saver.walletId, `${amount}`, {
        more: { description: `Market day ${amount}` },
      });
    }
    await saver.user.withdraw(saver.walletId, '7', { more: { description: 'Market day fee' } });
    const page = await walletOf(
      await signedIn(browser, dashboard, saver),
      saver,
      '?type=DEPOSIT&search=market',
    );
    const { name, lines } = await exported(page);

    expect(name).toBe('Savings.csv');
    expect(lines[0]).toBe(COLUMNS);
    const entries = await saver.user.get(`/api/wallets/${saver.walletId}/entries?first=100&type=DEPOSIT`);
    const rest = await saver.user.get(
      `/api/wallets/${saver.walletId}/entries?first=100&type=DEPOSIT&after=${entries.text('pageInfo.endCursor')}`,
    );
    const expected = [entries, rest].flatMap((answer) =>
      answer.list('data').map((_entry, index) => {
        const text = (path: string) => answer.text(`data.${index}.${path}`);
        return [
          text('createdAt'),
          'Deposit',
          'Completed',
          '',
          text('amount.amount'),
          'KES',
          text('balanceAfter.amount'),
          text('transaction.description'),
          '',
          text('transaction.id'),
        ].join(',');
      }),
    );
    expect(expected).toHaveLength(120);
    expect(lines.slice(1)).toEqual(expected);
  });

  testInBrowser('tells who was paid, and runs no formula that somebody wrote', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno', '100');
    const friend = await dashboard.saver('＝Brian, "the" Mwangi');
    await friend.user.deposit(friend.walletId, '50');
    await friend.user.transfer(friend.walletId, saver.walletId, '5', {
      more: { description: '=HYPERLINK("http://evil.example")', reference: '＠SUM(1)' },
    });
    await saver.user.transfer(saver.walletId, friend.walletId, '2.50', { more: { description: '-2+3' } });
    const page = await walletOf(await signedIn(browser, dashboard, saver), saver, '?type=TRANSFER');
    const { lines } = await exported(page);

    expect(
      lines.slice(1).map((line) =>
        line
          .split(',')
          .slice(1)
          .join(',')
          .replace(/,[^,]*$/, ''),
      ),
    ).toEqual([
      `Transfer,Completed,"'＝Brian, ""the"" Mwangi",-2.50,KES,102.50,'-2+3,`,
      `Transfer,Completed,"'＝Brian, ""the"" Mwangi",5.00,KES,105.00,"'=HYPERLINK(""http://evil.example"")",'＠SUM(1)`,
    ]);
  });

  testInBrowser('of filters that nothing passes has its columns alone', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno', '100');
    const page = await walletOf(await signedIn(browser, dashboard, saver), saver, '?status=PENDING');
    const { lines } = await exported(page);

    expect(lines).toEqual([COLUMNS]);
  });
});

async function walletOf(
  context: Awaited<ReturnType<typeof signedIn>>,
  { walletId }: Saver,
  query: string,
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`/wallets/${walletId}${query}`);
  return page;
}

/** Downloads the file as a person would. */
async function exported(page: Page): Promise<{ readonly name: string; readonly lines: readonly string[] }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toMatch(/^\uFEFF[^]*\r\n$/);
  return { name: download.suggestedFilename(), lines: text.slice(1, -2).split('\r\n') };
}
