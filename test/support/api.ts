import { afterAll, beforeAll } from '@jest/globals';
import { v4 } from 'uuid';
import { buildApp, type App, type AppOptions } from '../../server/app/app.js';
import { readConfig, type Config } from '../../server/config/config.js';
import type { SessionLifetimes } from '../../server/identity/sessions/session-lifetimes.js';
import type { Role } from '../../server/identity/model/user.js';
import { Client, User } from './client.js';
import { emptyDatabase, type EmptyDatabase } from './database.js';

export { Client, User } from './client.js';

export const PASSWORD = 'correct horse battery staple';

const CENTURY_MS = 100 * 365 * 24 * 60 * 60 * 1000;
const FOREVER = { idleMs: CENTURY_MS, absoluteMs: CENTURY_MS };
/** Tests that let days pass are seldom about sessions; those that are say how long these last. */
const ENDLESS: SessionLifetimes = { staff: FOREVER, customer: FOREVER };

/** Starts a server on an empty database and a free port for the tests of the calling file. */
export function useApi(config: Partial<Config> = {}, options: AppOptions = {}): TestApi {
  const api = new TestApi(config, options);
  beforeAll(async () => api.start());
  afterAll(async () => api.close());
  return api;
}

export class TestApi {
  #app: App | undefined;
  #url = '';
  #ownDatabase: EmptyDatabase | undefined;

  constructor(
    private readonly config: Partial<Config>,
    private readonly options: AppOptions,
  ) {}

  /** @param on The database of other nodes; without it, one of this server's own, which is removed at the end. */
  async start(on?: Pick<EmptyDatabase, 'url' | 'keyFiles'>): Promise<void> {
    this.#ownDatabase = on ? undefined : await emptyDatabase();
    const { url, keyFiles } = on ?? this.database;
    const environment = {
      PORT: '0',
      DATABASE_URL: url,
      NISSMART_DEMO: '0',
      NISSMART_RATE_LIMIT: 'off',
      ...keyFiles,
    };
    this.#app = await buildApp(
      { ...readConfig(environment), sessions: ENDLESS, ...this.config },
      this.options,
    );
    this.#url = await this.#app.listen();
  }

  async close(): Promise<void> {
    await this.#app?.close();
    await this.#ownDatabase?.remove();
  }

  /** The database of this server's own. */
  get database(): EmptyDatabase {
    if (!this.#ownDatabase) throw new Error('The server has no database of its own');
    return this.#ownDatabase;
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

  /** Makes a registered customer; without a mail to confirm where registering would send one. */
  async customer(displayName = 'Amina Otieno'): Promise<User> {
    const email = `${v4()}@example.com`;
    if (this.app.services.outbox) return this.#make(email, displayName, 'CUSTOMER');
    const answer = await this.stranger.post('/api/auth/register', { email, displayName, password: PASSWORD });
    return new User(this, answer.text('user.id'), email, answer.text('token'));
  }

  /** An analyst or an operator; these do not register themselves. */
  async staff(role: Exclude<Role, 'CUSTOMER'>): Promise<User> {
    return this.#make(`${v4()}@example.com`, role, role);
  }

  async #make(email: string, displayName: string, role: Role): Promise<User> {
    const input = { email, displayName, password: PASSWORD };
    const { id } = await this.app.services.accounts.create(input, role);
    const answer = await this.stranger.post('/api/auth/login', { email, password: PASSWORD });
    return new User(this, id, email, answer.text('token'));
  }
}
