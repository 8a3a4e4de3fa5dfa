import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { v4 } from 'uuid';

/** What became of one request. */
export interface Attempt {
  readonly key: string;
  /** Undefined when the connection broke before there was an answer. */
  readonly status: number | undefined;
  /** The server said that it ends the connection with this answer. */
  readonly last: boolean;
}

interface Deposits {
  readonly url: string;
  readonly token: string;
  readonly walletId: string;
}

/** A client that deposits one unit after the other, on one connection that it keeps. */
export class BusyClient {
  readonly attempts: Attempt[] = [];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(private readonly deposits: Deposits) {}

  /** Until the server ends the connection. */
  async run(): Promise<void> {
    for (let open = true; open;) {
      const attempt = await this.#deposit(v4());
      this.attempts.push(attempt);
      open = attempt.status !== undefined && !attempt.last;
    }
    this.#agent.destroy();
  }

  async #deposit(key: string): Promise<Attempt> {
    try {
      const answer = await this.#send(key);
      await text(answer);
      return { key, status: answer.statusCode, last: answer.headers.connection === 'close' };
    } catch {
      return { key, status: undefined, last: true };
    }
  }

  async #send(key: string): Promise<IncomingMessage> {
    const { url, token, walletId } = this.deposits;
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    request(`${url}/api/deposits`, {
      agent: this.#agent,
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
    })
      .on('response', resolve)
      .on('error', reject)
      .end(JSON.stringify({ walletId, amount: '1.00', currency: 'KES' }));
    return promise;
  }
}
