import { expect } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, Page, Route } from 'playwright-core';
import { v4 } from 'uuid';
import { Client, User } from '../support/client.js';
import { newDatabase } from '../support/ledger.js';
import { serve, type Serving } from '../support/process.js';

export const PASSWORD = 'correct horse battery staple';

/** The days that a history has while a test runs: midnight may come. */
export const LATELY = /^(Today|Yesterday)$/;

/** The built server on a database of the present test's own. Start it again to restart it. */
export class Dashboard {
  #serving: Serving | undefined;

  private constructor(
    readonly databaseUrl: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  static async start(environment: Readonly<Record<string, string>> = {}): Promise<Dashboard> {
    const dashboard = new Dashboard(await newDatabase(), environment);
    await dashboard.restart();
    return dashboard;
  }

  get url(): string {
    return this.#serving?.url ?? '';
  }

  async kill(): Promise<void> {
    await this.#serving?.process.stop('SIGKILL');
  }

  /** On the same database and, if it ran before, on the same port. */
  async restart(): Promise<void> {
    const port = this.#serving ? new URL(this.url).port : '0';
    this.#serving = await serve({ DATABASE_URL: this.databaseUrl, PORT: port, ...this.environment });
  }

  /** A customer who has registered and holds something. */
  async saver(displayName: string, balance?: string): Promise<Saver> {
    const email = `${v4()}@example.com`;
    const answer = await new Client(this).post('/api/auth/register', {
      email,
      displayName,
      password: PASSWORD,
    });
    const user = new User(this, answer.text('user.id'), email, answer.text('token'));
    const walletId = await user.wallet(balance === undefined ? {} : { balance });
    return { user, email, walletId };
  }
}

export interface Saver {
  readonly user: User;
  readonly email: string;
  readonly walletId: string;
}

/** A browser window in which the saver is signed in. */
export async function signedIn(
  browser: Browser,
  { url }: Dashboard,
  saver: Saver,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: url,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    ...options,
  });
  const query = 'mutation ($input: LoginInput!) { login(input: $input) { expiresAt } }';
  const variables = { input: { email: saver.email, password: PASSWORD } };
  const answer = await context.request.post('/graphql', { data: { query, variables } });
  expect(answer.ok()).toBe(true);
  return context;
}

/**
 * Makes the browser's session the saver's, without any of its pages hearing of it: the session that it had goes on, as it
 * would not if they signed in with it.
 */
export async function takeSession(context: BrowserContext, { email }: Saver): Promise<void> {
  const urls = context.pages().map((page) => page.url());
  const { origin } = new URL(urls.find((url) => url.startsWith('http')) ?? '');
  const answer = await fetch(`${origin}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  expect(answer.ok).toBe(true);
  const { token } = (await answer.json()) as { token: string };
  const cookie = { name: 'nissmart_session', value: token, url: origin };
  await context.addCookies([{ ...cookie, httpOnly: true, sameSite: 'Strict' }]);
}

/** Signs in on the sign-in page. */
export async function signIn(page: Page, { email }: Saver): Promise<void> {
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
}

/** Fills in the form for a deposit and goes on to the question whether it is right. */
export async function reviewDeposit(page: Page, amount: string): Promise<void> {
  await page.goto('/pay/deposit');
  await page.getByLabel('Amount', { exact: false }).and(page.getByRole('textbox')).fill(amount);
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByText('will be added to Savings').waitFor();
}

export async function confirm(page: Page, name: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name }).click();
}

/** Lets requests of an operation reach the server and loses the answers, until the returned function is called. */
export async function loseAnswers(page: Page, operation: string): Promise<() => Promise<void>> {
  let losing = true;
  const onTheWay = new Set<Promise<void>>();
  const lose = async (route: Route): Promise<void> => {
    await route.fetch();
    await route.abort('connectionreset');
  };
  // The route stays: the browser lets go of a request that is on its way when the last route is taken away.
  await page.route('**/graphql', async (route) => {
    if (!losing || !isOperation(route, operation)) return route.fallback();
    const lost = lose(route);
    onTheWay.add(lost);
    await lost;
    onTheWay.delete(lost);
  });
  return async () => {
    losing = false;
    await Promise.all(onTheWay);
  };
}

/**
 * Acts on the next request of an operation; later ones go their way. The route stays, because the browser lets go of held
 * requests when the last route is taken away.
 */
export async function onNext(
  page: Page,
  operation: string,
  act: (route: Route) => Promise<void>,
): Promise<void> {
  let seen = false;
  await page.route('**/graphql', async (route) => {
    if (seen || !isOperation(route, operation)) return route.fallback();
    seen = true;
    await act(route);
  });
}

/** Lets one request of an operation through to the server, and holds its answer back until it is released. */
export async function holdAnswer(
  page: Page,
  operation: string,
): Promise<{ sent: Promise<void>; release: () => Promise<void> }> {
  const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
  const { promise: sent, resolve: markSent } = Promise.withResolvers<undefined>();
  const { promise: answered, resolve: markAnswered } = Promise.withResolvers<undefined>();
  await page.route('**/graphql', async (route: Route) => {
    if (!isOperation(route, operation)) return route.fallback();
    const response = await route.fetch();
    markSent(undefined);
    await released;
    await route.fulfill({ response });
    markAnswered(undefined);
  });
  return {
    sent,
    release: async () => {
      release(undefined);
      await answered;
    },
  };
}

export function isOperation(route: Route, operation: string): boolean {
  return route.request().postData()?.includes(`mutation ${operation}(`) ?? false;
}

/** The amounts of a wallet's completed transactions, newest first, as the server has them. */
export async function amountsOf({ user, walletId }: Saver): Promise<string[]> {
  const answer = await user.get(`/api/wallets/${walletId}/entries?first=100`);
  return answer.list('data').map((_entry, index) => answer.text(`data.${index}.amount.amount`));
}

/** The receipt of the newest entry of the saver's wallet, as soon as a checkpoint covers it. */
export async function receiptOf({ user, walletId }: Pick<Saver, 'user' | 'walletId'>): Promise<string> {
  const entries = await user.get(`/api/wallets/${walletId}/entries?first=1`);
  const path = `/api/entries/${entries.text('data.0.id')}/receipt`;
  for (;;) {
    const answer = await user.fetch(path);
    if (answer.ok) return answer.text();
    expect(answer.status).toBe(409);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
