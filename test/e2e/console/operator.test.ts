import { describe, expect } from '@jest/globals';
import { testInBrowser } from '../../support/browser.js';
import { balanceOf, reviewAbove, staff, statusesOf } from '../staff.js';
import { amountsOf, confirm, Dashboard, signedIn } from '../support.js';

describe('An operator', () => {
  testInBrowser('reverses a transaction once and freezes a wallet, each with a reason', async (browser) => {
    const dashboard = await Dashboard.start();
    const operator = await staff(dashboard, 'operator');
    const saver = await dashboard.saver('Amina Otieno', '100');
    const page = await (await signedIn(browser, dashboard, operator)).newPage();
    const history = await saver.user.get(`/api/wallets/${saver.walletId}/transactions`);
    await page.goto(`/console/transactions/${history.text('data.0.id')}`);
    await page.getByRole('button', { name: 'Reverse' }).click();
    const question = page.getByRole('dialog', { name: 'Reverse: Deposit of' });
    await question.getByRole('button', { name: 'Reverse', disabled: true }).waitFor();
    await question.getByLabel('Reason').fill('Paid in twice at the agent');
    await question.getByRole('button', { name: 'Reverse' }).click();
    await page.getByRole('link', { name: 'Its reversal' }).click();
    await page.getByRole('link', { name: 'The original transaction' }).waitFor();
    await page.getByRole('button', { name: 'Reverse' }).waitFor({ state: 'detached' });
    expect(await amountsOf(saver)).toEqual(['-100.00', '100.00']);

    await page.goto(`/console/wallets/${saver.walletId}`);
    await page.getByRole('button', { name: 'Freeze' }).click();
    const freezing = page.getByRole('dialog', { name: 'Freeze Savings?' });
    await freezing.getByLabel('Reason').fill('The phone was stolen');
    await freezing.getByRole('button', { name: 'Freeze' }).click();
    await page.getByRole('button', { name: 'Unfreeze' }).waitFor();
    expect((await saver.user.get(`/api/wallets/${saver.walletId}`)).text('status')).toBe('FROZEN');
    const log = await operator.user.graphql(
      '{ auditEvents(filter: { action: [WALLET_FROZEN, TRANSACTION_REVERSED] }) { nodes { action reason } } }',
    );
    expect(log.list('data.auditEvents.nodes')).toEqual([
      { action: 'WALLET_FROZEN', reason: 'The phone was stolen' },
      { action: 'TRANSACTION_REVERSED', reason: 'Paid in twice at the agent' },
    ]);
  });
});

describe('A saver', () => {
  testInBrowser(
    'sees what would come of a payment before it is sent, and cancels one that waits',
    async (browser) => {
      const dashboard = await Dashboard.start();
      await reviewAbove(await staff(dashboard, 'operator'), '50');
      const saver = await dashboard.saver('Amina Otieno', '100');
      const page = await (await signedIn(browser, dashboard, saver)).newPage();
      const review = async (amount: string) => {
        await page.goto('/pay/withdraw');
        await page.getByRole('textbox', { name: /^Amount/ }).fill(amount);
        await confirm(page, 'Review');
      };
      await review('30');
      await page.getByText('KES 70.00 available').waitFor();
      expect(await page.getByText('It waits for a review first').count()).toBe(0);
      expect(await balanceOf(saver, 'available')).toBe('100.00');
      await confirm(page, 'Change');
      await page.getByRole('button', { name: 'Review' }).waitFor();

      await review('60');
      await page.getByText('KES 40.00 available').waitFor();
      await page.getByText('It waits for a review first').waitFor();
      await confirm(page, 'Withdraw money');
      await page.getByText('KES 60.00 on its way out').first().waitFor();
      expect(await statusesOf(saver)).toMatchObject({ '60.00': 'PENDING' });

      await page.getByRole('region', { name: 'On its way' }).getByRole('link').click();
      await page.getByRole('button', { name: 'Cancel withdrawal' }).click();
      await page
        .getByRole('dialog', { name: 'Cancel this withdrawal?' })
        .getByRole('button', { name: 'Cancel withdrawal' })
        .click();
      await page.getByText('KES 60.00 stays with you').first().waitFor();
      expect(await statusesOf(saver)).toMatchObject({ '60.00': 'VOIDED' });
      expect(await balanceOf(saver, 'available')).toBe('100.00');
    },
  );

  testInBrowser('hears of a decline with its figures before anything is sent', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno', '100');
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    // Nobody tells the page what happens elsewhere.
    await page.route('**/graphql/stream*', async (route) => route.abort());
    await page.goto('/pay/withdraw');
    await page.getByRole('textbox', { name: /^Amount/ }).fill('80');
    // The money goes elsewhere while the form still shows it.
    await saver.user.withdraw(saver.walletId, '70');
    await confirm(page, 'Review');
    await page.getByText('This would be declined. Nothing has been sent.').waitFor();
    await page.getByText('KES 30.00 available, KES 80.00 requested').waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Withdraw money', disabled: true }).waitFor();
    expect(await amountsOf(saver)).toEqual(['-70.00', '100.00']);
  });

  testInBrowser('closes a wallet that is empty', async (browser) => {
    const dashboard = await Dashboard.start();
    const saver = await dashboard.saver('Amina Otieno');
    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    await page.goto(`/wallets/${saver.walletId}`);
    await page.getByRole('button', { name: 'Close wallet' }).click();
    await page
      .getByRole('dialog', { name: 'Close Savings?' })
      .getByRole('button', { name: 'Close wallet' })
      .click();
    await page.getByText('Savings is closed').first().waitFor();
    expect((await saver.user.get(`/api/wallets/${saver.walletId}`)).text('status')).toBe('CLOSED');
  });
});
