import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, Page, Route } from 'playwright-core';
import { v4 } from 'uuid';
import { Client, User } from '../support/client.js';
import { temporaryFolder } from '../support/ledger.js';
import { serve, type Serving } from '../support/process.js';

export const PASSWORD = 'correct horse battery staple';

/** A page that has not shown by then what it should never will; said before jest gives up without a word. */
export const ANSWER_WITHIN_MS = 20_000;

/** The built server on a database of the present test's own. Start it again with `environment` to restart it. */
export class Dashboard {
  readonly #databaseUrl = `sqlite:${join(temporaryFolder(), 'ledger.db')}`;
  #serving: Serving | undefined;

  static async start(): Promise<Dashboard> {
    const dashboard = new Dashboard();
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
    this.#serving = await serve({ DATABASE_URL: this.#databaseUrl, PORT: port });
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
  { email }: Saver,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: url, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(ANSWER_WITHIN_MS);
  const query = 'mutation ($input: LoginInput!) { login(input: $input) { expiresAt } }';
  const variables = { input: { email, password: PASSWORD } };
  const answer = await context.request.post('/graphql', { data: { query, variables } });
  expect(answer.ok()).toBe(true);
  return context;
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
  const lose = async (route: Route) => {
    if (!isOperation(route, operation)) return route.fallback();
    await route.fetch();
    await route.abort('connectionreset');
  };
  await page.route('**/graphql', lose);
  return async () => page.unroute('**/graphql', lose);
}

export function isOperation(route: Route, operation: string): boolean {
  return route.request().postData()?.includes(`mutation ${operation}(`) ?? false;
}

/** The amounts of a wallet's completed transactions, newest first, as the server has them. */
export async function amountsOf({ user, walletId }: Saver): Promise<string[]> {
  const answer = await user.get(`/api/wallets/${walletId}/entries?first=100`);
  return answer.list('data').map((_entry, index) => answer.text(`data.${index}.amount.amount`));
}
