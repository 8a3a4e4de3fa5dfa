import { Agent } from 'node:http';
import { v4 } from 'uuid';
import { DepositRequest, type Deposits } from './deposit-request.js';

/** One request and its outcome. */
export interface Attempt {
  readonly key: string;
  /** Undefined when the connection broke before there was an answer. */
  readonly status: number | undefined;
}

/** A client that deposits one unit after the other, on one connection that it keeps. */
export class BusyClient {
  readonly attempts: Attempt[] = [];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(private readonly deposits: Deposits) {}

  /** Until the server ends the connection. */
  async run(): Promise<void> {
    for (let open = true; open;) {
      const key = v4();
      const { answer } = new DepositRequest(this.deposits, key, this.#agent);
      const { status, last } = await answer.catch(() => ({ status: undefined, last: true }));
      this.attempts.push({ key, status });
      open = !last;
    }
    this.#agent.destroy();
  }
}
