import { describe, expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { testInBrowser } from '../../support/browser.js';
import { staff } from '../staff.js';
import { Dashboard, signedIn } from '../support.js';

interface Field {
  readonly field: Locator;
  /** Text of the message. */
  readonly mistake: string;
  readonly wrong: string;
  readonly right: string;
}

/** Types what is wrong, leaves the field, then corrects it. The page itself watches for what must not be seen meanwhile. */
async function expectSaidWhenLeft(page: Page, { field, mistake, wrong, right }: Field): Promise<void> {
  const said = page.getByText(mistake);
  await field.fill('');
  await page.evaluate(`
    window.saidEarly = false;
    window.watcher = new MutationObserver(() => {
      window.saidEarly ||= document.body.innerText.includes(${JSON.stringify(mistake)});
    });
    window.watcher.observe(document.body, { childList: true, subtree: true, characterData: true });`);
  await field.pressSequentially(wrong);
  expect(await page.evaluate('window.watcher.disconnect(), window.saidEarly')).toBe(false);

  await field.press('Tab');
  await said.waitFor();
  await field.fill(right);
  await said.waitFor({ state: 'detached' });
  await field.fill(wrong);
  await said.waitFor();
}

describe('A mistake is shown once the field was left, and for as long as it is there', () => {
  testInBrowser('of a payment', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno', '10.00');
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    await page.goto('/pay/transfer');
    await expectSaidWhenLeft(page, {
      field: page.getByRole('textbox', { name: /^Amount/ }),
      mistake: 'That is more than the KES 10.00 available.',
      wrong: '11',
      right: '1',
    });
    await expectSaidWhenLeft(page, {
      field: page.getByPlaceholder('Their email'),
      mistake: 'This is not an email address.',
      wrong: 'brian',
      right: 'brian@example.com',
    });
  });

  testInBrowser(
    'of a key that receipts are checked by, but at once of one that was pasted',
    async (browser) => {
      const { url } = await Dashboard.start();
      const page = await (await browser.newContext({ baseURL: url })).newPage();
      await page.goto('/verify');
      await page.getByLabel('A key that I have kept').click();
      const mistake = 'That is not a public key in PEM';
      const field = page.getByLabel('Public key, PEM');
      await expectSaidWhenLeft(page, { field, mistake, wrong: 'a key', right: '' });

      await page.reload();
      await page.getByLabel('A key that I have kept').click();
      await field.fill('a key');
      await field.press('Control+a');
      await field.press('Control+x');
      await field.press('Control+v');
      await page.getByText(mistake).waitFor();
    },
  );

  testInBrowser('of the figure of a threshold', async (browser) => {
    const dashboard = await Dashboard.start();
    const operator = await staff(dashboard, 'operator');
    const page = await (await signedIn(browser, dashboard, operator)).newPage();
    await page.goto('/console/risk');
    await page.getByRole('button', { name: 'Set a threshold' }).click();
    await expectSaidWhenLeft(page, {
      field: page.getByRole('dialog').getByLabel('Above, in per cent'),
      mistake: 'Write a share like 12.5, of 100 at most.',
      wrong: 'x',
      right: '20',
    });
  });

  testInBrowser('What the server has said of a field is gone once that is corrected', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno');
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    await page.goto('/wallets/new');
    const name = page.getByLabel('What are you saving for?');
    // There is nothing to see in it, which only the server knows.
    await name.fill('\u200b');
    await page.getByRole('button', { name: 'Open wallet' }).click();
    await page.locator('input[name=name][aria-invalid=true]').waitFor();
    await name.press('x');
    await page.locator('input[name=name][aria-invalid=true]').waitFor({ state: 'detached' });
  });
});
