import { v4 } from 'uuid';
import type { Currency } from '../../server/ledger/money/currencies.js';
import { Answer } from './answer.js';

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

  /** The same user with the same token, at another server. */
  at(server: { readonly url: string }): User {
    return new User(server, this.id, this.email, this.token);
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
