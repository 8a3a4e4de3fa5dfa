import { request, type Agent } from 'node:http';
import { text } from 'node:stream/consumers';

/** Wallet and server of the deposits. */
export interface Deposits {
  readonly url: string;
  readonly token: string;
  readonly walletId: string;
}

interface Deposited {
  readonly status: number | undefined;
  /** The server said that it ends the connection with this answer. */
  readonly last: boolean;
}

/** A deposit of one unit, with an eye on the connection. */
export class DepositRequest {
  /** Resolves once the server has read the head of the request and the rest is on its way. */
  readonly heard: Promise<undefined>;
  /** Rejects when the connection breaks. */
  readonly answer: Promise<Deposited>;

  constructor({ url, token, walletId }: Deposits, key: string, agent?: Agent) {
    const heard = Promise.withResolvers<undefined>();
    const answer = Promise.withResolvers<Deposited>();
    const outgoing = request(`${url}/api/deposits`, {
      agent,
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
        expect: '100-continue',
      },
    });
    outgoing.on('continue', () => {
      outgoing.end(JSON.stringify({ walletId, amount: '1.00', currency: 'KES' }), () =>
        heard.resolve(undefined),
      );
    });
    outgoing.on('response', (incoming) => {
      const { statusCode: status, headers } = incoming;
      text(incoming).then(
        () => answer.resolve({ status, last: headers.connection === 'close' }),
        answer.reject,
      );
    });
    outgoing.on('error', answer.reject);
    this.heard = heard.promise;
    this.answer = answer.promise;
  }
}
