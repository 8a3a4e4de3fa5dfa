import type { BrowserContext, Page } from 'playwright-core';
import { staff } from '../staff.js';
import { Dashboard, type Saver } from '../support.js';

interface Office {
  readonly dashboard: Dashboard;
  readonly operator: Saver;
  readonly amina: Saver;
  readonly brian: Saver;
}

/** An operator with 100.00 to pay from, and two people to pay. */
export async function openOffice(): Promise<Office> {
  const dashboard = await Dashboard.start();
  const operator = await staff(dashboard, 'operator');
  const [amina, brian] = [await dashboard.saver('Amina Otieno'), await dashboard.saver('Brian Mwangi')];
  const walletId = await operator.user.wallet({ name: 'Disbursements', balance: '100' });
  return { dashboard, operator: { ...operator, walletId }, amina, brian };
}

export async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto('/console/batch');
  await page.getByText('Disbursements: KES').waitFor();
  return page;
}

export async function choose(page: Page, content: string | Buffer): Promise<void> {
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'batch.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
}

export async function reviewFile(page: Page, content: string): Promise<void> {
  await choose(page, content);
  await page.getByRole('button', { name: 'Review the batch' }).click();
}

export async function send(page: Page, count: number): Promise<void> {
  await page
    .getByRole('button', { name: `Send ${String(count)} ${count === 1 ? 'transfer' : 'transfers'}` })
    .click();
}

export const fileOf = (...lines: string[]): string => ['to,amount,reference', ...lines].join('\n');

/** Counts the batches that the operator has sent, as stored by the server. */
export async function batchesOf({ user }: Saver): Promise<number> {
  return (await user.get('/api/transfer-batches')).list('data').length;
}
