import { beforeEach, describe, expect, test } from '@jest/globals';
import { v4, v7 } from 'uuid';
import { Client, PASSWORD, useApi, User } from '../../../support/api.js';
import type { Answer } from '../../../support/answer.js';
import { books } from '../../../support/books.js';
import { LiveStream } from '../../../support/live.js';
import { rawRows } from '../../../support/raw-sql.js';
import { codeOf, eventsOf, reactivate, statusSeenBy, suspend } from '../../../support/suspending.js';
import { SENTENCES } from '../../../../server/identity/model/errors.js';

const api = useApi();
let amina: User;
let operator: User;

beforeEach(async () => {
  [amina, operator] = [await api.customer('Amina'), await api.staff('OPERATOR')];
});

async function signIn({ email }: { email: string }, password = PASSWORD): Promise<Answer> {
  return api.stranger.graphql(
    'mutation ($input: LoginInput!) { login(input: $input) { token user { status } } }',
    { input: { email, password } },
  );
}

async function openSessionsOf({ id }: { id: string }): Promise<number> {
  return (await rawRows(api, `select id from sessions where user_id = '${id}' and revoked_at is null`))
    .length;
}

describe('Suspending a user', () => {
  test('When an operator does it, then the answer, the lists, the figures and the audit log say so', async () => {
    const countsOf = async () => {
      const answer = await operator.graphql('{ adminSummary { users { total active } } }');
      return ['total', 'active'].map((name) => Number(answer.at(`data.adminSummary.users.${name}`)));
    };
    const [total = 0, active = 0] = await countsOf();

    const answer = await suspend(operator, amina, { reason: '  Lost phone ' });

    expect(answer.body).toEqual({
      data: { suspendUser: { id: amina.id, email: amina.email, status: 'SUSPENDED' } },
    });
    const found = await operator.graphql(
      'query ($search: String!) { users(search: $search, filter: { status: [SUSPENDED] }) { nodes { id } } }',
      { search: amina.id },
    );
    expect(found.at('data.users.nodes')).toEqual([{ id: amina.id }]);
    expect(await eventsOf(api, amina)).toEqual([[operator.id, 'USER_SUSPENDED', 'Lost phone']]);
    expect(await countsOf()).toEqual([total, active - 1]);
  });

  test('When the user is signed in, then each session ends at once, and reactivation brings none back', async () => {
    const elsewhere = new User(api, amina.id, amina.email, (await signIn(amina)).text('data.login.token'));
    const byCookie = new Client(api, { cookie: `nissmart_session=${elsewhere.token}` });
    const all = [amina, elsewhere, byCookie];
    for (const client of all) expect(await statusSeenBy(client)).toBe('ACTIVE');

    await suspend(operator, amina);

    for (const client of all) {
      expect(await statusSeenBy(client)).toBeUndefined();
      expect(codeOf(await client.graphql('{ wallets { nodes { id } } }'))).toBe('UNAUTHENTICATED');
      expect((await client.post('/api/wallets', { name: 'A', currency: 'KES' })).status).toBe(401);
    }
    await reactivate(operator, amina);
    for (const client of all) expect(await statusSeenBy(client)).toBeUndefined();
  });

  test('When a stream of theirs is open, then it says why it ends; those of others go on', async () => {
    const brian = await api.customer('Brian');
    const wallet = await brian.wallet();
    await amina.wallet();
    const open = async (user: User) => {
      const stream = await LiveStream.open(user, 'subscription { walletChanges { id } }');
      await stream.next();
      return stream;
    };
    const [ended, other] = [await open(amina), await open(brian)];

    await suspend(operator, amina);

    expect(await ended.take(3)).toMatchObject([
      {
        event: 'next',
        data: {
          errors: [
            {
              message: SENTENCES.suspended,
              extensions: { code: 'UNAUTHENTICATED', details: { status: 'SUSPENDED' } },
            },
          ],
        },
      },
      { event: 'complete', data: null },
    ]);
    await brian.deposit(wallet, '1.00');
    expect(await other.next()).toMatchObject({ data: { data: { walletChanges: { id: wallet } } } });
  });

  test('When they sign in, then only who knows the password learns of it, until they are reactivated', async () => {
    await suspend(operator, amina);

    const wrong = await signIn(amina, 'not the password');
    expect(wrong.at('errors.0')).toEqual((await signIn({ email: 'nobody@example.com' })).at('errors.0'));
    expect(codeOf(wrong)).toBe('UNAUTHENTICATED');
    const right = await signIn(amina);
    expect(right.at('errors.0')).toMatchObject({
      message: SENTENCES.suspended,
      extensions: { code: 'FORBIDDEN' },
    });
    expect(right.headers.getSetCookie()).toEqual([]);
    expect(await openSessionsOf(amina)).toBe(0);

    const answer = await reactivate(operator, amina, { reason: 'The phone was found' });
    expect(answer.at('data.reactivateUser.status')).toBe('ACTIVE');
    expect((await signIn(amina)).at('data.login.user')).toEqual({ status: 'ACTIVE' });
    expect(await eventsOf(api, amina)).toEqual([
      [operator.id, 'USER_SUSPENDED', 'Fraud'],
      [operator.id, 'USER_REACTIVATED', 'The phone was found'],
    ]);
  });

  test('When it happens while they sign in, then no session is left of it', async () => {
    const signingIn = signIn(amina);
    await suspend(operator, amina);
    await signingIn;

    expect(await openSessionsOf(amina)).toBe(0);
  });

  test('When it is said twice, then it happened once', async () => {
    const key = v4();
    const first = await suspend(operator, amina, { key });
    const replayed = await suspend(operator, amina, { key });
    expect(replayed.body).toEqual(first.body);
    expect(replayed.headers.get('idempotency-replayed')).toBe('true');
    expect((await suspend(operator, amina)).at('errors.0')).toMatchObject({
      message: 'The user is suspended already',
      extensions: { code: 'INVALID_STATE', details: { status: 'SUSPENDED' } },
    });
    expect(codeOf(await suspend(operator, amina, { key, reason: 'Another' }))).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(codeOf(await reactivate(operator, amina, { key }))).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(codeOf(await suspend(operator, amina, { key: 'two words' }))).toBe('IDEMPOTENCY_KEY_INVALID');
    expect(await eventsOf(api, amina)).toHaveLength(1);

    const looked = await operator.graphql(
      'query ($key: String!) { idempotencyKey(key: $key) { operation replays conflicts user { id } } }',
      { key },
    );
    expect(looked.at('data.idempotencyKey')).toEqual({
      operation: 'suspendUser',
      replays: 1,
      conflicts: 2,
      user: { id: amina.id },
    });
  });

  test('When a refusal had a key, then that is the answer to it for good', async () => {
    const key = v4();
    const refused = await reactivate(operator, amina, { key });
    expect(refused.at('errors.0')).toMatchObject({
      message: 'The user is active already',
      extensions: { code: 'INVALID_STATE', details: { status: 'ACTIVE' } },
    });
    await suspend(operator, amina);

    const again = await reactivate(operator, amina, { key });

    expect(again.at('errors.0.extensions')).toMatchObject({ code: 'INVALID_STATE', replayed: true });
    expect(await statusSeenBy(amina)).toBeUndefined();
  });

  test('When somebody else tries, or the input is wrong, then nothing changes', async () => {
    const [analyst, brian] = [await api.staff('ANALYST'), await api.customer('Brian')];
    const before = await books(api.storage);
    for (const change of [suspend, reactivate]) {
      for (const client of [analyst, brian]) expect(codeOf(await change(client, amina))).toBe('FORBIDDEN');
      expect(codeOf(await change(api.stranger, amina))).toBe('UNAUTHENTICATED');
      for (const id of [v7(), 'amina']) expect(codeOf(await change(operator, { id }))).toBe('NOT_FOUND');
      expect(codeOf(await change(operator, amina, { reason: ' ' }))).toBe('BAD_USER_INPUT');
      expect(codeOf(await change(operator, amina, { reason: 'x'.repeat(281) }))).toBe('BAD_USER_INPUT');
    }
    expect(await books(api.storage)).toEqual(before);
    expect(await statusSeenBy(amina)).toBe('ACTIVE');
  });
});
