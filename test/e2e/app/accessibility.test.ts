import { describe, expect } from '@jest/globals';
import { accessibilityFindings } from '../../support/axe.js';
import { testInBrowser } from '../../support/browser.js';
import { expectSoon } from '../../support/soon.js';
import { amountsOf, Dashboard, receiptOf, signedIn, type Saver } from '../support.js';

/** Every page of a saver, with what is to be seen before it counts as shown. */
const pagesOf = ({ walletId }: Saver, transactionId: string) => [
  { path: '/', shows: 'Latest activity' },
  { path: `/wallets/${walletId}`, shows: 'Activity' },
  { path: `/wallets/${walletId}?search=nothing`, shows: 'Nothing matches these filters' },
  { path: `/wallets/${walletId}/transactions/${transactionId}`, shows: 'In your books' },
  { path: '/tokens', shows: 'No program has a token' },
  { path: `/wallets/${walletId}/statement`, shows: 'Closing balance' },
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
          const dashboard = await Dashboard.start({ NISSMART_CHECKPOINT_SECONDS: '1' });
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

          const receipt = await receiptOf(saver);
          await page.goto(`/wallets/${walletId}/transactions/${id}`);
          await page.getByRole('button', { name: /^Verify the receipt/ }).click();
          await page.getByText('Checkpoint signature: passed').waitFor();
          await inspect('a receipt in the panel');

          await page.context().clearCookies();
          await page.goto('/verify');
          await page.getByText('Key id').waitFor();
          await inspect('/verify');
          for (const [text, outcome] of [
            [receipt, 'Checkpoint signature: passed'],
            [receipt.replace('-1000', '-9000'), 'Merkle path: failed'],
            ['{}', 'The file: failed'],
          ] as const) {
            const file = { name: 'receipt.json', mimeType: 'application/json', buffer: Buffer.from(text) };
            await page.getByRole('main').locator('input[type=file]').first().setInputFiles(file);
            await page.getByText(outcome).waitFor();
            await inspect(`/verify, ${outcome}`);
          }
          await page.getByLabel('A key that I have kept').click();
          await page.getByLabel('Public key, PEM').fill('no key');
          await page.getByLabel('Public key, PEM').press('Tab');
          await page.getByText('That is not a public key in PEM').waitFor();
          await inspect('/verify, with a key of one’s own');
          for (const path of ['/sign-in', '/register']) {
            await page.goto(path);
            await page.getByRole('heading', { level: 1 }).waitFor();
            await inspect(path);
          }
          expect({ complaints, findings }).toEqual({ complaints: [], findings: [] });
        },
        300_000,
      );
    }
  }

  testInBrowser(
    'The heading of a wallet that opens has the focus, before its name is there and after',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const page = await (
        await signedIn(browser, dashboard, await dashboard.saver('Amina Otieno'))
      ).newPage();
      const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
      await page.route('**/graphql', async (route) => {
        if (route.request().postData()?.includes('query Wallet(')) await released;
        await route.fallback();
      });
      const open = async () => page.getByRole('article').getByRole('link', { name: 'Savings' }).click();
      const focused = (heading: string) => page.locator('h1:focus').getByText(heading, { exact: true });
      await page.goto('/');
      await open();
      await focused('Wallet').waitFor();
      release(undefined);
      await focused('Savings').waitFor();

      // It is in the cache by now.
      await page.getByRole('link', { name: 'All wallets' }).click();
      await focused('Hello, Amina').waitFor();
      await open();
      await focused('Savings').waitFor();
    },
  );

  testInBrowser('A payment is made with the keyboard alone', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno');
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    await page.goto('/');
    await page.getByRole('link', { name: 'Add money' }).first().waitFor();
    await page.keyboard.press('Tab');
    await expectSoon(focusedText, expect.stringContaining('Skip to the content'));
    await tabTo('Add money');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Review' }).waitFor();
    await expectSoon(focusedText, 'Add money');
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
