import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { settlementPolicy } from '../../../../server/ledger/posting/book/review-terms.js';
import { useApi, type Client, type User } from '../../../support/api.js';
import { books, expectBooksToBalance, walletRow } from '../../../support/books.js';

const api = useApi({ settlement: settlementPolicy('review') });
let amina: User;
let brian: User;
let analyst: User;
let operator: User;
/** Amina's, with 100.00. */
let wallet: string;

const POST = `mutation ($id: ID!, $key: String!) {
  postTransaction(id: $id, idempotencyKey: $key) { replayed transaction { id status postedAt } } }`;
const VOID = `mutation ($id: ID!, $reason: String, $key: String!) {
  voidTransaction(id: $id, reason: $reason, idempotencyKey: $key) { replayed transaction { id status voidedAt } } }`;
const REVERSE = `mutation ($id: ID!, $reason: String!, $key: String!) {
  reverseTransaction(id: $id, reason: $reason, idempotencyKey: $key) {
    replayed transaction { type status reversalOf { id } amount { amount } } } }`;
const FREEZE = 'mutation ($id: ID!) { freezeWallet(id: $id, reason: "Looked into") { status } }';
const UNFREEZE = 'mutation ($id: ID!) { unfreezeWallet(id: $id) { status } }';
const CLOSE = 'mutation ($id: ID!) { closeWallet(id: $id) { status } }';

beforeAll(async () => {
  amina = await api.customer('Amina');
  brian = await api.customer('Brian');
  [analyst, operator] = [await api.staff('ANALYST'), await api.staff('OPERATOR')];
});

beforeEach(async () => {
  wallet = await amina.wallet();
  const { id } = await amina.deposit(wallet, '100.00');
  await ask(operator, POST, { id });
});

async function ask(client: Client, query: string, variables: object) {
  return client.graphql(query, { key: v4(), ...variables });
}

async function codeOf(client: Client, query: string, variables: object): Promise<unknown> {
  return (await ask(client, query, variables)).at('errors.0.extensions.code');
}

describe('A pending withdrawal', () => {
  let id: string;

  beforeEach(async () => {
    id = (await amina.withdraw(wallet, '40.00')).id;
  });

  test('When operators post it, then it is posted once, and a retry is a replay', async () => {
    const key = v4();
    const answer = await ask(operator, POST, { id, key });
    expect(answer.at('data.postTransaction')).toEqual({
      replayed: false,
      transaction: { id, status: 'POSTED', postedAt: expect.any(String) },
    });
    expect((await ask(operator, POST, { id, key })).at('data.postTransaction')).toMatchObject({
      replayed: true,
      transaction: { id },
    });
    expect(await codeOf(operator, POST, { id })).toBe('INVALID_STATE');
    expect(await walletRow(api.storage, { id: wallet })).toMatchObject({ posted: 6_000, held: 0 });
    await expectBooksToBalance(api.storage);
  });

  test('When others try to settle it, then nothing changes', async () => {
    const before = await books(api.storage);
    for (const query of [POST, VOID, REVERSE]) {
      const variables = { id, reason: 'Why not' };
      expect(await codeOf(api.stranger, query, variables)).toBe('UNAUTHENTICATED');
      expect(await codeOf(analyst, query, variables)).toBe('FORBIDDEN');
      expect(await codeOf(brian, query, variables)).toBe(query === VOID ? 'NOT_FOUND' : 'FORBIDDEN');
    }
    expect(await codeOf(amina, POST, { id })).toBe('FORBIDDEN');
    expect(await codeOf(amina, REVERSE, { id, reason: 'Why not' })).toBe('FORBIDDEN');
    expect(await books(api.storage)).toEqual(before);
  });

  test('When a transaction is missing, then it is NOT_FOUND as somebody else’s is', async () => {
    const missing = await ask(brian, VOID, { id: v4() });
    const others = await ask(brian, VOID, { id });
    expect(others.at('errors.0.message')).toBe(missing.at('errors.0.message'));
    expect(others.at('errors.0.extensions')).toEqual(missing.at('errors.0.extensions'));
  });

  test('When its owner voids it, then the money is available again, and no reason is needed', async () => {
    const answer = await ask(amina, VOID, { id });
    expect(answer.at('data.voidTransaction.transaction')).toEqual({
      id,
      status: 'VOIDED',
      voidedAt: expect.any(String),
    });
    expect(await walletRow(api.storage, { id: wallet })).toMatchObject({ posted: 10_000, held: 0 });
    const { auditEvents } = await expectBooksToBalance(api.storage);
    expect(auditEvents.at(-1)).toMatchObject({
      actor_id: amina.id,
      action: 'TRANSACTION_VOIDED',
      transaction_id: id,
      reason: null,
    });
  });

  test('When an operator voids it, then a reason is needed and kept', async () => {
    for (const reason of [undefined, null, '', '  ']) {
      const refused = await ask(operator, VOID, { id, reason });
      expect(refused.at('errors.0.extensions')).toMatchObject({
        code: 'BAD_USER_INPUT',
        details: { field: 'reason' },
      });
    }
    expect(await codeOf(operator, VOID, { id, reason: 'x'.repeat(281) })).toBe('BAD_USER_INPUT');
    await ask(operator, VOID, { id, reason: ' Wrong bank ' });
    const { auditEvents } = await expectBooksToBalance(api.storage);
    expect(auditEvents.at(-1)).toMatchObject({ actor_id: operator.id, reason: 'Wrong bank' });
  });
});

describe('A pending deposit', () => {
  test('When its owner tries to void it, then it is FORBIDDEN', async () => {
    const { id } = await amina.deposit(wallet, '5.00');
    const before = await books(api.storage);
    expect(await codeOf(amina, VOID, { id })).toBe('FORBIDDEN');
    expect(await codeOf(brian, VOID, { id })).toBe('NOT_FOUND');
    expect(await books(api.storage)).toEqual(before);
  });
});

describe('A posted transfer', () => {
  test('When an operator reverses it, then both are as before, and it knows its reversal', async () => {
    const other = await brian.wallet();
    const { id } = await amina.transfer(wallet, other, '30.00');
    const key = v4();
    const answer = await ask(operator, REVERSE, { id, key, reason: 'Sent twice' });
    expect(answer.at('data.reverseTransaction')).toEqual({
      replayed: false,
      transaction: {
        type: 'REVERSAL',
        status: 'POSTED',
        reversalOf: { id },
        amount: { amount: '30.00' },
      },
    });
    const again = await ask(operator, REVERSE, { id, key, reason: 'Sent twice' });
    expect(again.at('data.reverseTransaction.replayed')).toBe(true);
    expect(await codeOf(operator, REVERSE, { id, reason: 'Sent twice' })).toBe('INVALID_STATE');
    expect(await walletRow(api.storage, { id: wallet })).toMatchObject({ posted: 10_000 });
    expect(await walletRow(api.storage, { id: other })).toMatchObject({ posted: 0 });
    const seen = await amina.graphql('query ($id: ID!) { transaction(id: $id) { reversedBy { type } } }', {
      id,
    });
    expect(seen.at('data.transaction.reversedBy')).toEqual({ type: 'REVERSAL' });
    await expectBooksToBalance(api.storage);
  });
});

describe('The status of a wallet', () => {
  test('When an operator freezes and unfreezes without a key, then it is so', async () => {
    expect((await ask(operator, FREEZE, { id: wallet })).at('data.freezeWallet.status')).toBe('FROZEN');
    expect(await codeOf(operator, FREEZE, { id: wallet })).toBe('INVALID_STATE');
    expect((await amina.withdraw(wallet, '1.00')).at('code')).toBe('WALLET_FROZEN');
    expect((await ask(operator, UNFREEZE, { id: wallet })).at('data.unfreezeWallet.status')).toBe('ACTIVE');
    const { auditEvents, records } = await expectBooksToBalance(api.storage);
    expect(auditEvents.slice(-2)).toMatchObject([
      { action: 'WALLET_FROZEN', wallet_id: wallet, reason: 'Looked into' },
      { action: 'WALLET_UNFROZEN', wallet_id: wallet, reason: null },
    ]);
    expect(
      records.filter(({ wallet_id: id, operation }) => id === wallet && operation !== 'createWallet'),
    ).toEqual([]);
  });

  test('When anybody else tries, then nothing changes', async () => {
    const before = await books(api.storage);
    for (const query of [FREEZE, UNFREEZE]) {
      for (const client of [amina, analyst])
        expect(await codeOf(client, query, { id: wallet })).toBe('FORBIDDEN');
    }
    expect(await codeOf(analyst, CLOSE, { id: wallet })).toBe('FORBIDDEN');
    expect(await codeOf(brian, CLOSE, { id: wallet })).toBe('NOT_FOUND');
    expect(await books(api.storage)).toEqual(before);
  });

  test('When its owner closes it, then it must be empty, with nothing on its way', async () => {
    expect(await codeOf(amina, CLOSE, { id: wallet })).toBe('INVALID_STATE');
    const empty = await amina.wallet();
    const { id } = await amina.deposit(empty, '1.00');
    const refused = await ask(amina, CLOSE, { id: empty });
    expect(refused.at('errors.0.extensions')).toMatchObject({
      code: 'INVALID_STATE',
      details: { posted: '0.00', held: '0.00', incoming: '1.00', currency: 'KES' },
    });
    await ask(operator, VOID, { id, reason: 'Never came' });
    expect((await ask(amina, CLOSE, { id: empty })).at('data.closeWallet.status')).toBe('CLOSED');
    await expectBooksToBalance(api.storage);
  });
});
