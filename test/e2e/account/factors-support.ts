import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Dashboard } from '../support.js';

/** Passkeys belong to a name, and without one of its own the server is `localhost`. */
export function nameOf({ url }: Dashboard): string {
  return url.replace('127.0.0.1', 'localhost');
}

export async function namedContext(
  browser: Browser,
  dashboard: Dashboard,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  return browser.newContext({
    ...{ baseURL: nameOf(dashboard), reducedMotion: 'reduce', timezoneId: 'UTC' },
    ...options,
  });
}

/** Gives a page an authenticator that is built in, keeps its keys by itself and recognises its user. */
export async function giveAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
}
