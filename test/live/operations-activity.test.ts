import { describe, expect, test } from '@jest/globals';
import { useApi, type User } from '../support/api.js';
import { LiveStream, type Message } from '../support/live.js';

const api = useApi();

const FEED = `subscription ($after: String) {
  operationsActivity(after: $after) { cursor transaction { id amount { amount } source { name } destination { ownerName } } }
}`;

const follow = async (user: User, after?: string) => LiveStream.open(user, FEED, { after });

interface Told {
  readonly cursor: string;
  readonly transaction: { readonly id: string; readonly amount: { readonly amount: string } } | null;
}

function told({ data }: Message): Told {
  return (data?.data as { operationsActivity: Told }).operationsActivity;
}

describe('The feed of operations', () => {
  test('goes on from now, and tells each transaction of anybody as it is made', async () => {
    const [amina, brian] = [await api.customer('Amina'), await api.customer('Brian')];
    const [from, to] = [await amina.wallet({ balance: '10.00' }), await brian.wallet()];

    const stream = await follow(await api.staff('ANALYST'));
    const [start] = await stream.take(1);
    expect(start && told(start).transaction).toBeNull();
    const made = [await amina.transfer(from, to, '1.00'), await brian.withdraw(to, '0.25')];

    const messages = await stream.take(2);
    expect(messages.map((message) => told(message).transaction)).toEqual([
      {
        id: made[0]?.id,
        amount: { amount: '1.00' },
        source: { name: 'Savings' },
        destination: { ownerName: 'Brian' },
      },
      {
        id: made[1]?.id,
        amount: { amount: '0.25' },
        source: { name: 'Savings' },
        destination: { ownerName: null },
      },
    ]);
    expect(messages.map(({ id }) => id)).toEqual(messages.map((message) => told(message).cursor));
  });

  test('tells those who come back what they have missed, page by page, then what happens', async () => {
    const operator = await api.staff('OPERATOR');
    const amina = await api.customer();
    const walletId = await amina.wallet();
    const before = await follow(operator);
    const [start] = await before.take(1);
    before.kill();
    const missed = [];
    for (let round = 0; round < 13; round += 1) {
      missed.push(
        ...(await Promise.all(Array.from({ length: 10 }, async () => amina.deposit(walletId, '1.00')))),
      );
    }

    const stream = await follow(operator, start && told(start).cursor);
    const heard = await stream.take(missed.length);
    const last = await amina.deposit(walletId, '1.00');
    heard.push(...(await stream.take(1)));

    expect(heard.map((message) => told(message).transaction?.id)).toEqual(
      [...missed, last].map(({ id }) => id).sort(),
    );
  });

  test('tells what operators do, with what it was done to', async () => {
    const operator = await api.staff('OPERATOR');
    const amina = await api.customer();
    const walletId = await amina.wallet({ balance: '1.00' });
    const feed = `subscription ($after: String) { operationsActivity(after: $after) {
      cursor transaction { id } auditEvent { action reason actor { id } wallet { id status } } } }`;
    const stream = await LiveStream.open(operator, feed);
    const [start] = await stream.take(1);

    const freeze = 'mutation ($id: ID!) { freezeWallet(id: $id, reason: "Lost phone") { id } }';
    expect((await operator.graphql(freeze, { id: walletId })).at('errors')).toEqual(undefined);

    const frozen = {
      operationsActivity: {
        transaction: null,
        auditEvent: {
          action: 'WALLET_FROZEN',
          reason: 'Lost phone',
          actor: { id: operator.id },
          wallet: { id: walletId, status: 'FROZEN' },
        },
      },
    };
    expect((await stream.next())?.data?.data).toMatchObject(frozen);
    const again = await LiveStream.open(operator, feed, {}, { lastEventId: start?.id ?? '' });
    expect((await again.next())?.data?.data).toMatchObject(frozen);
  });

  test('is for analysts and operators', async () => {
    expect(await (await follow(await api.customer())).take(2)).toMatchObject([
      { event: 'next', data: { errors: [{ extensions: { code: 'FORBIDDEN' } }] } },
      { event: 'complete' },
    ]);
  });

  test.each([
    ['none of its own', 'nonsense'],
    ['ahead of the transactions', 'ffffffff-ffff-7fff-bfff-ffffffffffff 0'],
    ['ahead of the audit log, as after a backup was restored', '00000000-0000-0000-0000-000000000000 7000'],
  ])('refuses a cursor that is %s', async (_what, text) => {
    const cursor = Buffer.from(text).toString('base64url');
    expect(await (await follow(await api.staff('ANALYST'), cursor)).take(2)).toMatchObject([
      { data: { errors: [{ extensions: { code: 'BAD_USER_INPUT', details: { field: 'after' } } }] } },
      { event: 'complete' },
    ]);
  });
});

describe('Where the feed of operations is', () => {
  const CURSOR = '{ operationsCursor }';

  test('is asked for before the rest is read, and nothing that happens from then on is missed', async () => {
    const amina = await api.customer();
    const walletId = await amina.wallet({ balance: '1.00' });
    const analyst = await api.staff('ANALYST');
    const cursor = (await analyst.graphql(CURSOR)).text('data.operationsCursor');
    const made = await amina.deposit(walletId, '2.00');

    const [first] = await (await follow(analyst, cursor)).take(1);
    expect(first && told(first).transaction?.id).toBe(made.id);
    const later = (await analyst.graphql(CURSOR)).text('data.operationsCursor');
    expect(first && told(first).cursor).toBe(later);
  });

  test('is nothing to those who may not follow it', async () => {
    for (const client of [await api.customer(), api.stranger]) {
      expect((await client.graphql(CURSOR)).at('data.operationsCursor')).toBeNull();
    }
  });
});

describe('The changes of one’s wallets', () => {
  const CHANGES = 'subscription { walletChanges { id name balance { posted { amount } } } }';

  test('begin with each of them and go on with those that change, new ones included', async () => {
    const amina = await api.customer();
    const [school, rent] = [
      await amina.wallet({ name: 'School' }),
      await amina.wallet({ name: 'Rent', balance: '5.00' }),
    ];
    await (await api.customer()).wallet({ name: 'Somebody else’s' });
    const posted = (message: Message | undefined) => {
      const { walletChanges: wallet } = message?.data?.data as {
        walletChanges: { id: string; name: string; balance: { posted: { amount: string } } };
      };
      return [wallet.id, wallet.name, wallet.balance.posted.amount];
    };

    const stream = await LiveStream.open(amina, CHANGES);
    expect((await stream.take(2)).map(posted)).toEqual([
      [school, 'School', '0.00'],
      [rent, 'Rent', '5.00'],
    ]);
    await amina.deposit(school, '1.00');
    expect(posted(await stream.next())).toEqual([school, 'School', '1.00']);
    const holiday = await amina.wallet({ name: 'Holiday' });
    expect(posted(await stream.next())).toEqual([holiday, 'Holiday', '0.00']);
  });
});
