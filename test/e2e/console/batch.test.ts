import { readFile } from 'node:fs/promises';
import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { testInBrowser } from '../../support/browser.js';
import { expectSoon } from '../../support/soon.js';
import { batchesOf, choose, fileOf, openOffice, openPage, reviewFile, send } from './batch-office.js';
import { balanceOf } from '../staff.js';
import { loseAnswers, signedIn } from '../support.js';

/** Saves a file by a button, and returns its lines. */
async function savedLines(page: Page, button: string): Promise<string[]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return (await readFile(await download.path(), 'utf8')).replace('\uFEFF', '').trim().split('\r\n');
}

describe('A batch', () => {
  testInBrowser(
    'is read from a file, corrected, confirmed, sent once although the answer was lost, and told line by line',
    async (browser) => {
      const { dashboard, operator, amina, brian } = await openOffice();
      const page = await openPage(await signedIn(browser, dashboard, operator));

      const template = await savedLines(page, 'Download a template');
      await choose(page, template.join('\r\n'));
      await page.getByText('This is the example of the template').first().waitFor();
      await choose(page, fileOf(`${amina.email},10.999,A1`));
      await page.getByText('1 line needs a correction').waitFor();
      await page.getByRole('button', { name: 'Review the batch', disabled: true }).waitFor();
      await reviewFile(
        page,
        fileOf(`${amina.email},10.50,A1`, 'nobody@example.com,5.00,N1', `${brian.email},20.00,B1`),
      );
      await page.getByRole('heading', { name: 'Send 3 transfers, KES 35.50 in all?' }).waitFor();
      await page.getByText('Disbursements, which has KES 100.00 available').waitFor();
      await page.getByRole('button', { name: 'Back' }).click();
      await page.getByRole('radio', { name: 'Each for itself' }).click();
      await page.getByRole('button', { name: 'Review the batch' }).click();
      await loseAnswers(page, 'TransferBatch');
      await send(page, 3);
      // It is found out by its key: nothing is sent again.
      await page.getByText('2 transferred, 1 declined').waitFor();
      await page.getByText('Disbursements: KES 69.50').and(page.locator('section *')).waitFor();
      await page.reload();
      await page.getByText('Disbursements: KES 69.50').waitFor();

      await page.getByRole('link', { name: 'Sent batches' }).click();
      await page.getByRole('row').filter({ hasText: '3 transfers' }).getByRole('link').click();
      await page.getByText('2 transferred, 1 declined').waitFor();
      const rows = page.getByRole('list', { name: 'Transfers of the batch' }).getByRole('listitem');
      await page.getByRole('switch', { name: 'Only what is wrong: 1 of 3 lines' }).click();
      await expectSoon(async () => rows.count(), 1);
      expect(await rows.innerText()).toContain('nobody@example.com');
      expect(await savedLines(page, 'Declined lines as CSV')).toEqual([
        'to,amount,currency,description,reference',
        'nobody@example.com,5.00,KES,,N1',
      ]);
      const lines = await savedLines(page, 'Outcomes as CSV');
      expect(lines.map((line) => line.split(',').slice(4, 6).join(' '))).toEqual([
        'reference outcome',
        'A1 transferred',
        expect.stringMatching(/^N1 [A-Z_]+$/),
        'B1 transferred',
      ]);
      expect(await balanceOf(operator, 'posted')).toBe('69.50');
      expect(await balanceOf(amina, 'posted')).toBe('10.50');
      expect(await balanceOf(brian, 'posted')).toBe('20.00');
      expect(await batchesOf(operator)).toBe(1);
    },
    240_000,
  );

  testInBrowser(
    'is refused with every line where an amount could be read in two ways or a letter was lost, also when pasted',
    async (browser) => {
      const { dashboard, operator, amina } = await openOffice();
      const page = await openPage(await signedIn(browser, dashboard, operator));
      const content = `to,amount,description\n${amina.email},1,500.00,Salary\n${amina.email},"1,50",Rent\n`;

      const corrections = page.getByRole('list', { name: 'Corrections' }).getByRole('listitem');
      const expectCorrections = async (...due: string[]) => {
        await expectSoon(
          async () => (await corrections.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ')),
          due.map((words) => expect.stringContaining(words)),
        );
        expect(await page.getByRole('button', { name: 'Review the batch' }).isVisible()).toBe(false);
      };
      await choose(page, content);
      await expectCorrections(
        'Line 2 This line has 4 cells for 3 columns',
        'Line 3 “1,50” is not a plain amount',
      );
      await choose(
        page,
        Buffer.concat([Buffer.from(`to,amount,description\n${amina.email},5,Jos`), Buffer.of(0xe9)]),
      );
      await expectCorrections('Line 2 This line is not UTF-8 text');
      await page.getByRole('button', { name: 'Paste lines instead' }).click();
      await page.getByLabel('Lines of a CSV file').fill(content);
      await page.getByRole('button', { name: 'Read these lines' }).click();
      await expectCorrections('Line 2 This line has 4 cells', 'Line 3 “1,50”');
      await page.getByLabel('Lines of a CSV file').fill(`to\tamount\n${amina.email}\t1500.00`);
      await page.getByRole('button', { name: 'Read these lines' }).click();
      await page.getByText('KES 1,500.00 in all').waitFor();
      expect(await batchesOf(operator)).toBe(0);
    },
    240_000,
  );

  testInBrowser(
    'that was refused is told by the line of its file, until another one is chosen, and the focus is never lost',
    async (browser) => {
      const { dashboard, operator, amina, brian } = await openOffice();
      const page = await openPage(await signedIn(browser, dashboard, operator));
      const focused = async () => page.evaluate<string>('document.activeElement.textContent.trim()');

      await reviewFile(page, fileOf(`${amina.email},1.00,A`, 'nobody@example.com,2.00,N'));
      await send(page, 2);
      await page.getByText('Line 3: Nobody with this email can receive money in this currency.').waitFor();
      await expectSoon(focused, 'Batch');

      await choose(page, fileOf(`${amina.email},1.00,A`, `${brian.email},2.00,B`));
      await page.getByText(brian.email).waitFor();
      await page.getByText('The batch was not sent').waitFor({ state: 'detached' });
      await page.getByText('Nobody with this email').waitFor({ state: 'detached' });

      await page.getByRole('button', { name: 'Review the batch' }).click();
      await send(page, 2);
      await page.getByText('2 transferred, 0 declined').waitFor();
      await page.getByRole('button', { name: 'Another batch' }).click();
      await page.getByText('Drop a CSV file here').waitFor();
      await expectSoon(focused, 'Batch');
    },
    240_000,
  );
});
