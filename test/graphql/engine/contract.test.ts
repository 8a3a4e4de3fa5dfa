import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  buildASTSchema,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isRequiredArgument,
  parse,
  type GraphQLField,
  type GraphQLNamedType,
} from 'graphql';
import { v4 } from 'uuid';
import { buildGraphqlSchema } from '../../../server/graphql/schema.js';
import { useApi, type User } from '../../support/api.js';
import { CONTRACT } from './contract.js';

/** Mutations that answered with the thing itself; its fields are found on what they answer with now. */
const PAYLOADS: Readonly<Record<string, string>> = {
  createWallet: 'WalletPayload!',
  freezeWallet: 'WalletPayload!',
  unfreezeWallet: 'WalletPayload!',
  closeWallet: 'WalletPayload!',
};

const promised = buildASTSchema(parse(CONTRACT), { assumeValidSDL: true });
const schema = buildGraphqlSchema();

function namesOf(type: GraphQLNamedType | undefined): string[] {
  if (isEnumType(type)) return type.getValues().map(({ name }) => name);
  return isObjectType(type) || isInputObjectType(type) ? Object.keys(type.getFields()) : [];
}

function fieldsOf(type: GraphQLNamedType | undefined): GraphQLField<unknown, unknown>[] {
  return isObjectType(type) ? Object.values(type.getFields()) : [];
}

const TYPES = Object.values(promised.getTypeMap()).filter(
  ({ name }) => !name.startsWith('__') && namesOf(promised.getType(name)).length > 0,
);

describe('The contract’s names', () => {
  test.each(TYPES.map(({ name }) => name))('are all there: %s', (typeName) => {
    const type = schema.getType(typeName);
    expect(namesOf(type)).toEqual(expect.arrayContaining(namesOf(promised.getType(typeName))));

    for (const field of fieldsOf(promised.getType(typeName))) {
      const now = fieldsOf(type).find(({ name }) => name === field.name);
      const due = typeName === 'Mutation' ? (PAYLOADS[field.name] ?? String(field.type)) : String(field.type);
      expect([field.name, String(now?.type)]).toEqual([field.name, due]);
      const args = new Map(now?.args.map((argument) => [argument.name, argument]));
      // Arguments that the contract's documents do not give must not be required.
      const given = new Set(field.args.map(({ name }) => name));
      expect([...args.values()].filter((arg) => isRequiredArgument(arg) && !given.has(arg.name))).toEqual([]);
      for (const { name, type: wanted } of field.args) {
        expect([name, String(args.get(name)?.type)]).toEqual([name, String(wanted)]);
      }
    }
  });

  test('are found on payloads where a mutation once answered with the wallet itself', () => {
    expect(namesOf(schema.getType('WalletPayload'))).toEqual(
      expect.arrayContaining(namesOf(promised.getType('Wallet'))),
    );
  });
});

describe('The contract’s documents', () => {
  const api = useApi();
  let amina: User;
  let operator: User;

  beforeAll(async () => {
    [amina, operator] = [await api.customer('Amina'), await api.staff('OPERATOR')];
  });

  const MONEY = '{ amount currency minorUnits }';
  const WALLET = `id name currency kind status owner { id } createdAt
    balance { posted ${MONEY} available ${MONEY} held ${MONEY} incoming ${MONEY} }
    transactions(first: 20) { nodes { id } edges { cursor node { id } } pageInfo { hasNextPage endCursor } }
    entries(first: 20) { nodes { id sequence amount ${MONEY} balanceAfter ${MONEY} createdAt } }`;
  const TRANSACTION = `replayed transaction { id type status amount ${MONEY}
    source { walletId kind name ownerName wallet { id } } destination { walletId kind name ownerName wallet { id } }
    reference description metadata createdAt postedAt reversalOf { id } reversedBy { id } entries { id } }`;

  async function asked(user: User, document: string, variables: object = {}) {
    const answer = await user.graphql(document, { ...variables });
    expect(answer.at('errors')).toBeUndefined();
    return answer;
  }

  test('do what they did: a wallet is opened, used, frozen and closed', async () => {
    const opened = await asked(
      amina,
      `mutation { createWallet(input: { name: "Rent", currency: KES }) { ${WALLET} } }`,
    );
    const id = opened.text('data.createWallet.id');
    expect(opened.at('data.createWallet.balance.available.amount')).toBe('0.00');

    const deposit = `mutation ($input: DepositInput!, $key: String!) {
      deposit(input: $input, idempotencyKey: $key) { ${TRANSACTION} } }`;
    const input = { walletId: id, amount: '12.50', currency: 'KES' };
    const paid = await asked(amina, deposit, { input, key: v4() });
    const transaction = paid.text('data.deposit.transaction.id');
    for (const [field, reason, status] of [
      ['freezeWallet', ', reason: "Lost"', 'FROZEN'],
      ['unfreezeWallet', '', 'ACTIVE'],
    ]) {
      const changed = await asked(operator, `mutation { ${field}(id: "${id}"${reason}) { ${WALLET} } }`);
      expect(changed.at(`data.${field}.status`)).toBe(status);
    }
    const reverse = `mutation { reverseTransaction(id: "${transaction}", reason: "Wrong", idempotencyKey: "${v4()}") {
      ${TRANSACTION} } }`;
    await asked(operator, reverse);
    const closed = await asked(amina, `mutation { closeWallet(id: "${id}") { ${WALLET} } }`);
    expect(closed.at('data.closeWallet')).toMatchObject({
      status: 'CLOSED',
      name: 'Rent',
      owner: { id: amina.id },
    });
  });

  test('read what they read', async () => {
    const answer = await asked(
      operator,
      `query ($first: Int, $after: String, $tf: TransactionFilter, $wf: WalletFilter, $search: String) {
        me { id email displayName role status createdAt }
        users(first: $first, after: $after, search: $search) { nodes { id wallets { nodes { id } } } }
        wallets(first: $first, after: $after, filter: $wf) { nodes { ${WALLET} } }
        transactions(first: $first, after: $after, filter: $tf) { nodes { id } }
        idempotencyKey(key: "unused") { key }
        adminSummary(input: { bucket: DAY, currency: KES }) {
          asOf users { total active registered } wallets { total active frozen closed }
          positions { currency customerPosted ${MONEY} customerAvailable ${MONEY} held ${MONEY} treasury ${MONEY}
            escrow ${MONEY} trialBalance ${MONEY} }
          volumes { currency type count amount ${MONEY} previousCount previousAmount ${MONEY} }
          series { bucketStart currency type count amount ${MONEY} }
          pending { count } declines { code count }
          integrity { trialBalanced lastVerifiedAt lastVerifiedTransactions problems }
        }
      }`,
      { first: 20 },
    );
    expect(answer.at('data.me.id')).toBe(operator.id);
  });
});
