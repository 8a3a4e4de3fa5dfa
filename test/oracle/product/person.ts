import { PASSWORD, User, type TestApi } from '../../support/api.js';
import type { Answer } from '../../support/answer.js';
import type { SettableClock } from '../../support/clock.js';

/** Sessions last a week of the ledger's clock; before that is over, people sign in again. */
const SIGNED_IN_MS = 6 * 24 * 3_600_000;

/** Somebody with an account, who signs in whenever that is needed. */
export class Person {
  #client: User | undefined;
  #signedInAt = -Infinity;

  constructor(
    private readonly api: TestApi,
    private readonly clock: SettableClock,
    readonly id: string,
    readonly role: string,
    readonly email: string,
  ) {}

  /** Makes an account, in the way that people of a role get one. */
  static async make(api: TestApi, clock: SettableClock, role: string, displayName: string): Promise<Person> {
    const email = `${role.toLowerCase()}-${String(clock.now().getTime())}@example.com`;
    if (role === 'CUSTOMER') {
      const input = { email, displayName, password: PASSWORD };
      const answer = await api.stranger.post('/api/auth/register', input);
      return new Person(api, clock, answer.text('user.id'), role, email);
    }
    const staffRole = role === 'ANALYST' ? 'ANALYST' : 'OPERATOR';
    const { id } = await api.app.services.accounts.create(
      { email, displayName, password: PASSWORD },
      staffRole,
    );
    return new Person(api, clock, id, role, email);
  }

  async client(): Promise<User> {
    const now = this.clock.now().getTime();
    if (this.#client && now - this.#signedInAt < SIGNED_IN_MS) return this.#client;
    const answer = await this.api.stranger.post('/api/auth/login', { email: this.email, password: PASSWORD });
    const token = answer.at('token');
    // A suspended person has no session, and every request of theirs is refused.
    this.#client = new User(this.api, this.id, this.email, typeof token === 'string' ? token : 'none');
    this.#signedInAt = now;
    return this.#client;
  }

  signedOut(): void {
    this.#signedInAt = -Infinity;
  }

  async graphql(document: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    return (await this.client()).graphql(document, variables);
  }

  async get(path: string): Promise<Answer> {
    return (await this.client()).get(path);
  }

  /** Downloads a file and returns its text. */
  async download(path: string): Promise<string> {
    const response = await (await this.client()).fetch(path);
    const body = await response.text();
    if (response.status !== 200) throw new Error(`${path} answers ${String(response.status)} ${body}`);
    return body;
  }
}
