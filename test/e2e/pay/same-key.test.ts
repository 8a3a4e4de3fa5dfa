import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { testInBrowser } from '../../support/browser.js';
import { staff } from '../staff.js';
import { Dashboard, signedIn } from '../support.js';

testInBrowser(
  'A key that two customers use is on the page of retries what it is for each of them',
  async (browser) => {
    const dashboard = await Dashboard.start();
    const operator = await staff(dashboard, 'operator');
    const [amina, brian, carol] = [
      await dashboard.saver('Amina Otieno'),
      await dashboard.saver('Brian Mwangi', '5'),
      await dashboard.saver('Carol Njeri'),
    ];
    const key = { key: '1' };
    const twice = async (act: () => Promise<{ readonly id: string }>) => [(await act()).id, (await act()).id];
    const [aminas, again] = await twice(async () => amina.user.deposit(amina.walletId, '11', key));
    expect(again).toBe(aminas);
    const [carols] = await twice(async () => carol.user.deposit(carol.walletId, '33', key));
    // It is declined, heard again, and used for something else.
    for (const amount of ['22', '22', '23']) await brian.user.withdraw(brian.walletId, amount, key);
    await amina.user.deposit(amina.walletId, '11', key);

    const page = await (
      await signedIn(browser, dashboard, operator, { viewport: { width: 1440, height: 900 } })
    ).newPage();
    await page.goto('/console/retries');
    const all = [
      'Deposit | Amina Otieno | A transaction | 1 | 2 | 0',
      'Withdrawal | Brian Mwangi | Insufficient funds | 1 | 1 | 1',
      'Deposit | Carol Njeri | A transaction | 1 | 1 | 0',
    ];
    await expectRows(page, all);

    const conflicting = page.getByRole('switch', { name: 'Only conflicts' });
    await conflicting.click();
    await expectRows(page, all.slice(1, 2));
    await conflicting.click();
    await expectRows(page, all);

    // Each leads to their own, also when one comes after the other.
    for (const [name, id, amount] of [
      ['Amina Otieno', aminas, '11.00'],
      ['Carol Njeri', carols, '33.00'],
      ['Amina Otieno', aminas, '11.00'],
    ] as const) {
      await rowOf(page, name).getByRole('link', { name: 'A transaction' }).click();
      await page.waitForURL(`**/console/transactions/${String(id)}`);
      await page.getByRole('dialog').getByText(amount).first().waitFor();
      await page.goBack();
      await expectRows(page, all);
    }
  },
);

/** The table has these rows and no other: whose a key is, what it did, what it stands for, and how often it came again. */
async function expectRows(page: Page, expected: readonly string[]): Promise<void> {
  const rows = page.getByRole('table', { name: 'Keys that came again' }).locator('tbody tr');
  for (const row of expected) {
    const cells = row.split(' | ').join('\\s*');
    await rows.filter({ hasText: new RegExp(`${cells}\\s*$`) }).waitFor();
  }
  await rows.nth(expected.length).waitFor({ state: 'detached' });
}

function rowOf(page: Page, displayName: string) {
  return page.getByRole('main').locator('tbody tr').filter({ hasText: displayName });
}
