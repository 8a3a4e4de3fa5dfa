import type { Page } from 'playwright-core';
import Database from 'better-sqlite3';
import { MailServer } from '../../support/mail-server.js';
import { Dashboard } from '../support.js';

/** The first mail is the one that comes of registering the first saver. */
export async function startWithMail(
  environment: Readonly<Record<string, string>> = {},
): Promise<{ dashboard: Dashboard; mails: MailServer }> {
  const mails = await MailServer.start();
  const { smtpUrl, from } = mails.config;
  const dashboard = await Dashboard.start({
    NISSMART_SMTP_URL: smtpUrl,
    NISSMART_MAIL_FROM: from,
    ...environment,
  });
  return { dashboard, mails };
}

/** Makes every session look as if its password had been entered long ago. */
export function age(dashboard: Dashboard): void {
  const database = new Database(dashboard.databaseUrl.slice('sqlite:'.length));
  database.prepare('update sessions set confirmed_at = 0').run();
  database.close();
}

/** Opens the page of one's account and waits for the sections that come late: they move what is below them. */
export async function openAccount(page: Page): Promise<void> {
  await page.goto('/account');
  await page.getByText('Sign in with your finger').waitFor();
  await page.getByText('This one').waitFor();
}
