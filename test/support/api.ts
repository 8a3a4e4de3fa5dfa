import { afterAll, beforeAll } from '@jest/globals';
import { v4 } from 'uuid';
import { buildApp, type App, type AppOptions } from '../../server/app.js';
import { readConfig, type Config } from '../../server/config.js';
import type { Role } from '../../server/identity/user.js';
import type { Currency } from '../../server/ledger/currencies.js';
import { Answer } from './answer.js';

export const PASSWORD = 'correct horse battery staple';

/** Starts a server on an empty database in memory and a free port for the tests of the calling file. */
export function useApi(config: Partial<Config> = {}, options: AppOptions = {}): TestApi {
  const api = new TestApi(config, options);
  beforeAll(async () => api.start());
  afterAll(async () => api.close());
  return api;
}

/** Sends requests to a server, as one user or as nobody. */
export class Client {
  constructor(
    private readonly server: { readonly url: string },
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(this.headers);
    new Headers(init.headers).forEach((value, name) => headers.set(name, value));
    return fetch(this.server.url + path, { ...init, headers });
  }

  async get(path: string): Promise<Answer> {
    return Answer.of(await this.fetch(path));
  }

  /** @param headers Such as `Idempotency-Key`; every request has a key of its own unless `{ key: null }`. */
  async post(path: string, body: unknown, { key = v4(), headers = {} }: PostOptions = {}): Promise<Answer> {
    return Answer.of(
      await this.fetch(path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(key !== null && { 'idempotency-key': key }),
          ...headers,
        },
        body: JSON.stringify(body),
      }),
    );
  }

  async graphql(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    return this.post('/graphql', { query, variables }, { key: null });
  }
}

interface PostOptions {
  /** Null sends none. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody who is signed in. */
export class User extends Client {
  constructor(
    server: { readonly url: string },
    readonly id: string,
    readonly email: string,
    readonly token: string,
  ) {
    super(server, { authorization: `Bearer ${token}` });
  }

  /** Opens a wallet, with something in it if a balance is given. */
  async wallet({ name = 'Savings', currency = 'KES', balance }: NewWallet = {}): Promise<string> {
    const { id } = await this.post('/api/wallets', { name, currency });
    if (balance !== undefined) await this.deposit(id, balance, { currency });
    return id;
  }

  async deposit(walletId: string, amount: unknown, options: MovementOptions = {}): Promise<Answer> {
    return this.#move('/api/deposits', { walletId, amount }, options);
  }

  async withdraw(walletId: string, amount: unknown, options: MovementOptions = {}): Promise<Answer> {
    return this.#move('/api/withdrawals', { walletId, amount }, options);
  }

  async transfer(fromWalletId: string, toWalletId: string, amount: unknown, options: MovementOptions = {}) {
    return this.#move('/api/transfers', { fromWalletId, toWalletId, amount }, options);
  }

  async #move(path: string, body: object, { currency = 'KES', more = {}, ...options }: MovementOptions) {
    return this.post(path, { ...body, currency, ...more }, options);
  }
}

interface NewWallet {
  readonly name?: string;
  readonly currency?: Currency;
  readonly balance?: string;
}

interface MovementOptions extends PostOptions {
  readonly currency?: string;
  /** Further fields of the body. */
  readonly more?: object;
}

export class TestApi {
  #app: App | undefined;
  #url = '';

  constructor(
    private readonly config: Partial<Config>,
    private readonly options: AppOptions,
  ) {}

  async start(): Promise<void> {
    const environment = {
      PORT: '0',
      DATABASE_URL: 'sqlite::memory:',
      NISSMART_DEMO: '0',
      NISSMART_RATE_LIMIT: 'off',
    };
    this.#app = await buildApp({ ...readConfig(environment), ...this.config }, this.options);
    this.#url = await this.#app.listen();
  }

  async close(): Promise<void> {
    await this.#app?.close();
  }

  get app(): App {
    if (!this.#app) throw new Error('The server has not been started yet');
    return this.#app;
  }

  get url(): string {
    return this.#url;
  }

  get storage() {
    return this.app.services.storage;
  }

  /** Nobody who is signed in. */
  get stranger(): Client {
    return new Client(this);
  }

  async customer(displayName = 'Amina Otieno'): Promise<User> {
    const email = `${v4()}@example.com`;
    const answer = await this.stranger.post('/api/auth/register', { email, displayName, password: PASSWORD });
    return new User(this, answer.text('user.id'), email, answer.text('token'));
  }

  /** An analyst or an operator; these do not register themselves. */
  async staff(role: Exclude<Role, 'CUSTOMER'>): Promise<User> {
    const email = `${v4()}@example.com`;
    const { id } = await this.app.services.accounts.create(
      { email, displayName: role, password: PASSWORD },
      role,
    );
    const answer = await this.stranger.post('/api/auth/login', { email, password: PASSWORD });
    return new User(this, id, email, answer.text('token'));
  }
}
