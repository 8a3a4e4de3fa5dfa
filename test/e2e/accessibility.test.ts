import { describe, expect } from '@jest/globals';
import { accessibilityFindings } from '../support/axe.js';
import { testInBrowser } from '../support/browser.js';
import { amountsOf, Dashboard, signedIn, type Saver } from './support.js';

/** Every page of a saver, with what is to be seen before it counts as shown. */
const pagesOf = ({ walletId }: Saver, transactionId: string) => [
  { path: '/', shows: 'Latest activity' },
  { path: `/wallets/${walletId}`, shows: 'Activity' },
  { path: `/wallets/${walletId}?search=nothing`, shows: 'Nothing matches these filters' },
  { path: `/wallets/${walletId}/transactions/${transactionId}`, shows: 'In your books' },
  { path: '/wallets/new', shows: 'What are you saving for?' },
  { path: '/wallets/01900000-0000-7000-8000-000000000000', shows: 'There is nothing here' },
  { path: '/pay/deposit', shows: 'Amount' },
  { path: '/pay/transfer', shows: 'Amount' },
  { path: '/pay/withdraw', shows: 'Amount' },
];

describe('Accessibility', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [390, 1280]) {
      testInBrowser(
        `axe finds nothing on any page, ${colorScheme}, ${width} pixels wide`,
        async (browser) => {
          const dashboard = await Dashboard.start();
          const saver = await dashboard.saver('Amina Otieno', '1000');
          const { user, walletId } = saver;
          const { id } = await user.withdraw(walletId, '10');
          const view = { colorScheme, viewport: { width, height: 800 } };
          const page = await (await signedIn(browser, dashboard, saver, view)).newPage();
          const complaints: string[] = [];
          const findings: { path: string; found: string[] }[] = [];
          const inspect = async (path: string) => {
            const found = await accessibilityFindings(page);
            if (found.length > 0) findings.push({ path, found });
          };
          page.on('pageerror', ({ message }) => complaints.push(message));
          page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));

          for (const { path, shows } of pagesOf(saver, id)) {
            await page.goto(path);
            await page.getByText(shows, { exact: false }).first().waitFor();
            await inspect(path);
            const overflow = await page.evaluate<number>(
              'document.documentElement.scrollWidth - document.documentElement.clientWidth',
            );
            if (overflow > 0) complaints.push(`${path} is ${overflow} pixels too wide`);
          }

          await page.context().clearCookies();
          for (const path of ['/sign-in', '/register']) {
            await page.goto(path);
            await page.getByRole('heading', { level: 1 }).waitFor();
            await inspect(path);
          }
          expect({ complaints, findings }).toEqual({ complaints: [], findings: [] });
        },
        120_000,
      );
    }
  }

  testInBrowser('A payment is made with the keyboard alone', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno');
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    await page.goto('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    expect(await focusedText()).toContain('Skip to the content');
    await tabTo('Add money');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Review' }).waitFor();
    expect(await focusedText()).toBe('Add money');
    await tabTo('amount');
    await page.keyboard.type('12.50');
    await page.keyboard.press('Enter');
    await page.getByText('KES 12.50 will be added to Savings.').waitFor();
    await tabTo('Add money');
    await page.keyboard.press('Enter');
    await page.getByText('KES 12.50 added').first().waitFor();
    expect(await amountsOf(saver)).toEqual(['12.50']);

    /** The text or the name of what has the focus. */
    async function focusedText(): Promise<string> {
      return page.evaluate<string>(
        `document.activeElement.textContent.trim() || document.activeElement.getAttribute('name') || ''`,
      );
    }

    async function tabTo(text: string): Promise<void> {
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press('Tab');
        if ((await focusedText()).includes(text)) return;
      }
      throw new Error(`The focus never comes to ${text}`);
    }
  });
});
