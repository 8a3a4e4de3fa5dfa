import { describe, expect } from '@jest/globals';
import { accessibilityFindings } from '../../support/axe.js';
import { testInBrowser } from '../../support/browser.js';
import { expectSoon } from '../../support/soon.js';
import { staff } from '../staff.js';
import { confirm, Dashboard, signedIn, signIn } from '../support.js';

describe('Suspending a saver', () => {
  testInBrowser(
    'throws them out of their open page, which says why, until they are reactivated',
    async (browser) => {
      const dashboard = await Dashboard.start();
      const operator = await staff(dashboard, 'operator');
      const saver = await dashboard.saver('Amina Otieno', '100');
      const open = await (await signedIn(browser, dashboard, saver, { colorScheme: 'dark' })).newPage();
      await open.goto(`/wallets/${saver.walletId}`);
      await open.getByRole('heading', { name: 'Savings' }).waitFor();
      const page = await (await signedIn(browser, dashboard, operator)).newPage();
      await page.goto(`/console/users/${saver.user.id}`);

      await page.getByRole('button', { name: 'Suspend' }).click();
      const question = page.getByRole('dialog', { name: 'Suspend Amina Otieno?' });
      await question.getByRole('button', { name: 'Suspend', disabled: true }).waitFor();
      await question.getByLabel('Reason').fill('Her phone was stolen');
      expect(await accessibilityFindings(page)).toEqual([]);
      await question.getByRole('button', { name: 'Suspend' }).click();

      await open.getByRole('alert').getByText('Your account has been suspended').waitFor();
      expect(await accessibilityFindings(open)).toEqual([]);
      await signIn(open, saver);
      await open.getByText('This account is suspended.').waitFor();
      expect((await saver.user.get('/api/me')).status).toBe(401);

      const panel = page.getByRole('dialog', { name: 'Amina Otieno' });
      await panel.getByText('“Her phone was stolen”').waitFor();
      await expectSoon(async () => panel.getByText('Suspended', { exact: true }).count(), 2);
      await question.waitFor({ state: 'hidden' });
      expect(await accessibilityFindings(page)).toEqual([]);
      await panel.getByRole('button', { name: 'Reactivate' }).click();
      const reactivating = page.getByRole('dialog', { name: 'Reactivate Amina Otieno?' });
      await reactivating.getByLabel('Reason').fill('She has it back');
      await reactivating.getByRole('button', { name: 'Reactivate' }).click();
      await panel.getByRole('button', { name: 'Suspend' }).waitFor();

      await confirm(open, 'Sign in');
      await open.getByRole('heading', { name: 'Savings' }).waitFor();
      await page.goto('/console/audit');
      for (const name of ['User suspended', 'User reactivated']) {
        await page.getByRole('main').getByText(name).first().waitFor();
      }
      const log = await operator.user.graphql(
        '{ auditEvents(filter: { action: [USER_SUSPENDED, USER_REACTIVATED] }) { nodes { action reason user { id } } } }',
      );
      const { id } = saver.user;
      expect(log.list('data.auditEvents.nodes')).toEqual([
        { action: 'USER_REACTIVATED', reason: 'She has it back', user: { id } },
        { action: 'USER_SUSPENDED', reason: 'Her phone was stolen', user: { id } },
      ]);
    },
  );

  testInBrowser('is offered to operators, but not for themselves, and not to analysts', async (browser) => {
    const dashboard = await Dashboard.start();
    const [operator, analyst] = [await staff(dashboard, 'operator'), await staff(dashboard, 'analyst')];
    const saver = await dashboard.saver('Amina Otieno');
    const page = await (await signedIn(browser, dashboard, operator)).newPage();
    await page.goto(`/console/users/${saver.user.id}`);
    const suspend = page.getByRole('button', { name: 'Suspend' });
    await suspend.waitFor();
    // The page has loaded by now what it shows to operators only.
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'The operator' }).click();
    const own = page.getByRole('dialog', { name: 'The operator' });
    await own.getByText('Declined attempts').waitFor();
    expect(await suspend.count()).toBe(0);

    const reading = await (await signedIn(browser, dashboard, analyst)).newPage();
    const loaded: string[] = [];
    reading.on('request', (request) => loaded.push(request.url()));
    await reading.goto(`/console/users/${saver.user.id}`);
    await reading.getByRole('dialog').getByText('Declined attempts').waitFor();
    expect(await reading.getByRole('button', { name: 'Suspend' }).count()).toBe(0);
    expect(loaded.filter((url) => url.includes('UserActions'))).toEqual([]);
  });
});
