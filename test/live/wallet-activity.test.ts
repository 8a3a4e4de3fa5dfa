import { describe, expect, test } from '@jest/globals';
import { useApi, type User } from '../support/api.js';
import { LiveStream, type Message } from '../support/live.js';

const api = useApi();

const ACTIVITY = `subscription ($walletId: ID!, $after: Int) {
  walletActivity(walletId: $walletId, afterSequence: $after) {
    sequence
    entry { sequence amount { amount } balanceAfter { amount } transaction { type description } }
    wallet { status balance { posted { amount } available { amount } } }
  }
}`;

/** Longer than a page. */
const LONG = 130;

const follow = async (user: User, walletId: string, after?: number) =>
  LiveStream.open(user, ACTIVITY, { walletId, after });

/** Summarises messages: sequence, amount of the entry, balance of the wallet. */
function told(messages: readonly (Message | undefined)[]): unknown[] {
  return messages.map((message) => {
    const { walletActivity } = message?.data?.data as {
      walletActivity: {
        sequence: number;
        entry: { amount: { amount: string } } | null;
        wallet: { balance: { posted: { amount: string } } };
      };
    };
    const { sequence, entry, wallet } = walletActivity;
    return [sequence, entry?.amount.amount ?? null, wallet.balance.posted.amount];
  });
}

describe('The activity of a wallet', () => {
  test('begins with the present state and goes on with each entry as it is booked', async () => {
    const amina = await api.customer();
    const walletId = await amina.wallet({ balance: '10.00' });

    const stream = await follow(amina, walletId);
    expect(told(await stream.take(1))).toEqual([[1, null, '10.00']]);
    await amina.deposit(walletId, '2.50', { more: { description: 'Market day' } });

    expect(await stream.next()).toEqual({
      event: 'next',
      id: '2',
      data: {
        data: {
          walletActivity: {
            sequence: 2,
            entry: {
              sequence: 2,
              amount: { amount: '2.50' },
              balanceAfter: { amount: '12.50' },
              transaction: { type: 'DEPOSIT', description: 'Market day' },
            },
            wallet: {
              status: 'ACTIVE',
              balance: { posted: { amount: '12.50' }, available: { amount: '12.50' } },
            },
          },
        },
      },
    });
    await amina.withdraw(walletId, '0.50');
    expect(told(await stream.take(1))).toEqual([[3, '-0.50', '12.00']]);
  });

  test('tells first what was missed, in order, then what happens', async () => {
    const amina = await api.customer();
    const walletId = await amina.wallet({ balance: '1.00' });
    for (const amount of ['2.00', '3.00', '4.00']) await amina.deposit(walletId, amount);

    const stream = await follow(amina, walletId, 1);
    expect(told(await stream.take(3))).toEqual([
      [2, '2.00', '10.00'],
      [3, '3.00', '10.00'],
      [4, '4.00', '10.00'],
    ]);
    await amina.deposit(walletId, '5.00');

    expect(told(await stream.take(1))).toEqual([[5, '5.00', '15.00']]);
  });

  test('tells a history of several pages whole', async () => {
    const amina = await api.customer();
    const walletId = await amina.wallet();
    await Promise.all(Array.from({ length: LONG }, async () => amina.deposit(walletId, '1.00')));

    const stream = await follow(amina, walletId, 0);

    expect(told(await stream.take(LONG))).toEqual(
      Array.from({ length: LONG }, (_, index) => [index + 1, '1.00', `${LONG}.00`]),
    );
  });

  test('begins with the present state where nothing was missed', async () => {
    const amina = await api.customer();
    const walletId = await amina.wallet({ balance: '1.00' });

    expect(told(await (await follow(amina, walletId, 1)).take(1))).toEqual([[1, null, '1.00']]);
  });

  test('tells of changes that make no entry, once each', async () => {
    const amina = await api.customer();
    const walletId = await amina.wallet({ balance: '1.00' });
    const stream = await follow(amina, walletId);
    await stream.next();

    const operator = await api.staff('OPERATOR');
    await operator.graphql('mutation ($id: ID!) { freezeWallet(id: $id, reason: "Lost") { id } }', {
      id: walletId,
    });

    expect(await stream.next()).toMatchObject({
      id: '1',
      data: { data: { walletActivity: { sequence: 1, entry: null, wallet: { status: 'FROZEN' } } } },
    });
  });

  test('is told alike over GET, and goes on after the Last-Event-ID of an EventSource', async () => {
    const amina = await api.customer();
    const walletId = await amina.wallet({ balance: '1.00' });
    for (const amount of ['2.00', '3.00']) await amina.deposit(walletId, amount);

    const stream = await LiveStream.open(amina, ACTIVITY, { walletId }, { method: 'GET', lastEventId: '2' });

    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.response.headers.get('cache-control')).toBe('no-store');
    expect(told(await stream.take(1))).toEqual([[3, '3.00', '6.00']]);
  });

  test('is heard by several at once, each from where they are', async () => {
    const amina = await api.customer();
    const walletId = await amina.wallet({ balance: '1.00' });
    await amina.deposit(walletId, '2.00');
    const streams = await Promise.all([0, 1, 2, 0].map(async (after) => follow(amina, walletId, after)));
    expect(await Promise.all(streams.map(async (stream) => told(await stream.take(1))))).toEqual([
      [[1, '1.00', '3.00']],
      [[2, '2.00', '3.00']],
      [[2, null, '3.00']],
      [[1, '1.00', '3.00']],
    ]);

    await amina.deposit(walletId, '3.00');

    for (const [index, stream] of streams.entries()) {
      const rest = told(await stream.take([2, 1, 1, 2][index] ?? 0));
      expect(rest.at(-1)).toEqual([3, '3.00', '6.00']);
    }
  });

  test('is refused from a sequence that the wallet has not reached', async () => {
    const amina = await api.customer();
    const walletId = await amina.wallet({ balance: '1.00' });

    for (const after of [2, -1]) {
      const stream = await follow(amina, walletId, after);
      expect(await stream.take(3)).toMatchObject([
        {
          event: 'next',
          data: {
            errors: [
              { extensions: { code: 'BAD_USER_INPUT', details: { field: 'afterSequence', sequence: 1 } } },
            ],
          },
        },
        { event: 'complete', data: null },
      ]);
    }
  });

  test('is for the owner of the wallet and for staff, and does not exist for anybody else', async () => {
    const amina = await api.customer();
    const walletId = await amina.wallet({ balance: '1.00' });

    const codeFor = async (user: User, id = walletId) =>
      (await (await follow(user, id)).next())?.data?.errors;

    expect(await codeFor(await api.customer('Brian'))).toEqual(
      await codeFor(amina, '00000000-0000-7000-8000-000000000000'),
    );
    expect(await codeFor(await api.customer('Brian'))).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect(await codeFor(await api.staff('ANALYST'))).toBeUndefined();
    const nobody = await LiveStream.open(api.stranger, ACTIVITY, { walletId });
    expect(await nobody.take(3)).toMatchObject([
      { event: 'next', data: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } },
      { event: 'complete' },
    ]);
  });
});
