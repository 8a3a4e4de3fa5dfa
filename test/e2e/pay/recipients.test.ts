import { expect } from '@jest/globals';
import { testInBrowser } from '../../support/browser.js';
import { expectSoon } from '../../support/soon.js';
import { amountsOf, confirm, Dashboard, signedIn } from '../support.js';

testInBrowser(
  'Whoever was sent money lately stands on the form once, and is sent the currency that is chosen',
  async (browser) => {
    const dashboard = await Dashboard.start();
    const [saver, friend] = [
      await dashboard.saver('Amina Otieno', '100'),
      await dashboard.saver('Brian Mwangi'),
    ];
    const trips = await saver.user.wallet({ name: 'Trips', currency: 'TZS', balance: '500' });
    const [second, abroad] = [
      await friend.user.wallet({ name: 'Rent' }),
      await friend.user.wallet({ name: 'Abroad', currency: 'TZS' }),
    ];
    for (const to of [friend.walletId, second]) await saver.user.transfer(saver.walletId, to, '1');
    await saver.user.transfer(trips, abroad, '2', { currency: 'TZS' });

    const page = await (await signedIn(browser, dashboard, saver)).newPage();
    await page.goto('/pay/transfer');
    const chips = page
      .getByRole('group', { name: 'Recent recipients and own wallets' })
      .getByRole('button', { name: 'Brian Mwangi' });
    const choose = async (from: RegExp) => {
      await page.getByRole('combobox', { name: 'From' }).click();
      await page.getByRole('option', { name: from }).click();
      await chips.and(page.getByRole('button', { pressed: false })).click();
      await chips.and(page.getByRole('button', { pressed: true })).waitFor();
      await expectSoon(async () => chips.count(), 1);
    };
    const send = async (amount: string) => {
      await page.getByRole('textbox', { name: /^Amount/ }).fill(amount);
      await confirm(page, 'Review');
      await confirm(page, 'Send money');
      await page.getByText(`${amount}.00 sent to Brian Mwangi`).first().waitFor();
    };
    await choose(/^Savings/);
    await send('30');
    await page.goto('/pay/transfer');
    // A person chosen for one currency is chosen anew for another one.
    await choose(/^Savings/);
    await choose(/^Trips/);
    await send('40');

    const received = async (walletId: string) => amountsOf({ ...friend, walletId });
    expect(await received(friend.walletId)).toEqual(['1.00']);
    // The wallet that was sent to last.
    expect(await received(second)).toEqual(['30.00', '1.00']);
    expect(await received(abroad)).toEqual(['40.00', '2.00']);
  },
);
