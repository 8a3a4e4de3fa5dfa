import { beforeAll, describe, expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { verifyBooks } from '../../../../server/ledger/verify/verify.js';
import { useApi, type User } from '../../../support/api.js';
import { rawRows } from '../../../support/raw-sql.js';

const api = useApi();
let amina: User;
let operator: User;

beforeAll(async () => {
  [amina, operator] = [await api.customer('Amina'), await api.staff('OPERATOR')];
});

interface Case {
  readonly field: string;
  readonly by: () => User;
  readonly args: (about: { readonly wallet: string; readonly user: string }) => string;
  /** The field with the wrapped object, and fields of it after the mutation. */
  readonly wrapped: string;
  readonly fields: string;
  readonly after: object;
  /** True when it can be done twice without a key; false when the state itself refuses the second time. */
  readonly repeats: boolean;
  readonly before?: (about: { readonly wallet: string; readonly user: string }) => string;
}

const CASES: readonly Case[] = [
  {
    field: 'createWallet',
    by: () => amina,
    args: () => 'input: { name: "Rent", currency: KES }',
    wrapped: 'wallet',
    fields:
      'name status balance { posted { amount } } owner { email } transactions(first: 3) { nodes { id } }',
    after: { name: 'Rent', status: 'ACTIVE', balance: { posted: { amount: '0.00' } } },
    repeats: true,
  },
  {
    field: 'freezeWallet',
    by: () => operator,
    args: ({ wallet }) => `id: "${wallet}", reason: "Lost phone"`,
    wrapped: 'wallet',
    fields: 'status balanceAt(at: "2020-01-01T00:00:00Z") { amount }',
    after: { status: 'FROZEN', balanceAt: { amount: '0.00' } },
    repeats: false,
  },
  {
    field: 'unfreezeWallet',
    by: () => operator,
    args: ({ wallet }) => `id: "${wallet}"`,
    wrapped: 'wallet',
    fields: 'status',
    after: { status: 'ACTIVE' },
    repeats: false,
    before: ({ wallet }) => `freezeWallet(id: "${wallet}", reason: "Lost phone") { replayed }`,
  },
  {
    field: 'closeWallet',
    by: () => amina,
    args: ({ wallet }) => `id: "${wallet}"`,
    wrapped: 'wallet',
    fields: 'status entries { nodes { id } }',
    after: { status: 'CLOSED', entries: { nodes: [] } },
    repeats: false,
  },
  {
    field: 'suspendUser',
    by: () => operator,
    args: ({ user }) => `id: "${user}", reason: "Fraud"`,
    wrapped: 'user',
    fields: 'status wallets { nodes { id } }',
    after: { status: 'SUSPENDED', wallets: { nodes: [] } },
    repeats: false,
  },
  {
    field: 'reactivateUser',
    by: () => operator,
    args: ({ user }) => `id: "${user}", reason: "Cleared"`,
    wrapped: 'user',
    fields: 'status',
    after: { status: 'ACTIVE' },
    repeats: false,
    before: ({ user }) => `suspendUser(id: "${user}", reason: "Fraud") { replayed }`,
  },
  {
    field: 'setReviewRule',
    by: () => operator,
    args: () => 'currency: UGX, withdrawalsAbove: "5000", reason: "Season"',
    wrapped: 'rule',
    fields: 'currency withdrawalsAbove { amount }',
    after: { currency: 'UGX', withdrawalsAbove: { amount: '5000' } },
    repeats: true,
  },
];

async function about(one: Case): Promise<{ readonly wallet: string; readonly user: string }> {
  const things = { wallet: await amina.wallet(), user: (await api.customer()).id };
  if (one.before) await operator.graphql(`mutation { ${one.before(things)} }`);
  return things;
}

describe.each(CASES)('$field', (one) => {
  test('When it is asked for twice under one key, then it is done once and the second answer says so', async () => {
    const things = await about(one);
    const asked = `${one.field}(idempotencyKey: "${v4()}", ${one.args(things)})`;
    const document = `mutation { ${asked} { replayed ${one.wrapped} { ${one.fields} } } }`;
    const acts = async () => rawRows(api, 'select sequence from audit_events');

    const first = await one.by().graphql(document);
    expect(first.at(`data.${one.field}`)).toMatchObject({ replayed: false, [one.wrapped]: one.after });
    const [before, wallets] = [await acts(), await rawRows(api, 'select id from wallets')];
    const second = await one.by().graphql(document);
    expect(second.at(`data.${one.field}`)).toMatchObject({ replayed: true, [one.wrapped]: one.after });
    expect(await acts()).toEqual(before);
    expect(await rawRows(api, 'select id from wallets')).toEqual(wallets);
  });

  test('When it is asked for as before it had a payload, then it answers the same', async () => {
    const asked = `mutation { ${one.field}(${one.args(await about(one))}) { ${one.fields} } }`;

    const answer = await one.by().graphql(asked);
    expect(answer.at('errors')).toBeUndefined();
    expect(answer.at(`data.${one.field}`)).toMatchObject(one.after);
    const again = await one.by().graphql(asked);
    expect(again.at('errors.0.extensions.code')).toBe(one.repeats ? undefined : 'INVALID_STATE');
  });

  test('When the key comes with another request, then it is refused', async () => {
    const key = v4();
    const asked = `${one.field}(idempotencyKey: "${key}", ${one.args(await about(one))})`;

    expect((await one.by().graphql(`mutation { ${asked} { replayed } }`)).at('errors')).toBeUndefined();
    const other = await one.by().graphql(
      `mutation ($key: String!) {
      closeWallet(id: "${await amina.wallet()}", reason: "Another", idempotencyKey: $key) { replayed } }`,
      { key },
    );
    expect(other.at('errors.0.extensions.code')).toBe('IDEMPOTENCY_KEY_REUSED');
  });
});

describe('setReviewRule', () => {
  const SET = `mutation ($above: Decimal, $key: String) {
    setReviewRule(currency: KES, withdrawalsAbove: $above, reason: "Risk", idempotencyKey: $key) {
      replayed rule { withdrawalsAbove { amount } } } }`;

  test('When a key comes again after the rule has changed, then it changes nothing and shows the rule as it is now', async () => {
    const [key, later] = [v4(), v4()];
    await operator.graphql(SET, { above: '10.00', key });
    await operator.graphql(SET, { above: null, key: later });

    expect((await operator.graphql(SET, { above: '10.00', key })).at('data.setReviewRule')).toEqual({
      replayed: true,
      rule: null,
    });
    expect((await operator.graphql(SET, { above: '20.00', key })).at('errors.0.extensions.code')).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    const record = `query ($key: String!) { idempotencyKey(key: $key) {
      operation replays conflicts auditEvent { action reason details } } }`;
    expect((await operator.graphql(record, { key })).at('data.idempotencyKey')).toEqual({
      operation: 'setReviewRule',
      replays: 1,
      conflicts: 1,
      auditEvent: {
        action: 'REVIEW_RULE_SET',
        reason: 'Risk',
        details: { currency: 'KES', withdrawalsAbove: '10.00', before: null },
      },
    });
    const { storage, clock } = api.app.services;
    const schema = await storage.expectedSchema();
    expect((await verifyBooks(storage.reader, clock, undefined, { schema })).problems).toEqual([]);
  });

  test('When it comes over REST with the header, then the answer says that it is a replay', async () => {
    const body = { currency: 'TZS', withdrawalsAbove: '7.50', reason: 'Risk' };
    const key = v4();

    const first = await operator.post('/api/settlement-terms/review-rules', body, { key });
    const second = await operator.post('/api/settlement-terms/review-rules', body, { key });
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
    expect(second.body).toMatchObject({ currency: 'TZS', withdrawalsAbove: { amount: '7.50' } });
  });
});
