import { readFile } from 'node:fs/promises';
import { describe, expect } from '@jest/globals';
import { testInBrowser } from '../support/browser.js';
import { balanceOf, staff } from './staff.js';
import { Dashboard, loseAnswers, signedIn } from './support.js';

describe('A batch', () => {
  testInBrowser(
    'is read from a file, corrected, sent once although the answer was lost, and told line by line',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const operator = await staff(dashboard, 'operator');
      const [amina, brian] = [await dashboard.saver('Amina Otieno'), await dashboard.saver('Brian Mwangi')];
      const walletId = await operator.user.wallet({ name: 'Disbursements', balance: '100' });
      const page = await (await signedIn(browser, dashboard, operator)).newPage();
      await page.goto('/console/batch');
      await page.getByText('Disbursements: KES 100.00').waitFor();
      const upload = async (lines: readonly string[]) =>
        page.locator('input[type="file"]').setInputFiles({
          name: 'batch.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from(['to,amount,reference', ...lines].join('\n')),
        });

      await upload([`${amina.email},10.999,A1`]);
      await page.getByText('1 row needs a correction').waitFor();
      expect(await page.getByRole('button', { name: 'Send the batch' }).isDisabled()).toBe(true);
      await upload([`${amina.email},10.50,A1`, `nobody@example.com,5,N1`, `${brian.email},20,B1`]);
      await page.getByText('3 transfers').waitFor();
      await page.getByRole('radio', { name: 'Each for itself' }).click();
      const restore = await loseAnswers(page, 'TransferBatch');
      await page.getByRole('button', { name: 'Send the batch' }).click();
      await page.getByText('We do not know yet what came of this batch').waitFor();
      await restore();
      // What was sent survives the page.
      await page.reload();
      await page.getByRole('button', { name: 'Send it again' }).click();
      await page.getByText('2 transferred, 1 declined').waitFor();

      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Outcomes as CSV' }).click(),
      ]);
      const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
      expect(lines.map((line) => line.split(',').slice(4, 6).join(' '))).toEqual([
        'reference outcome',
        'A1 transferred',
        expect.stringMatching(/^N1 [A-Z_]+$/),
        'B1 transferred',
      ]);
      expect(await balanceOf({ ...operator, walletId }, 'posted')).toBe('69.50');
      expect(await balanceOf(amina, 'posted')).toBe('10.50');
      expect(await balanceOf(brian, 'posted')).toBe('20.00');
    },
    60_000,
  );
});
