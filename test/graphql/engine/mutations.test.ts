import { expect, test } from '@jest/globals';
import {
  assertEnumType,
  assertObjectType,
  getNamedType,
  getNullableType,
  GraphQLBoolean,
  isNonNullType,
  isObjectType,
  type GraphQLField,
} from 'graphql';
import { buildGraphqlSchema } from '../../../server/graphql/schema.js';

const schema = buildGraphqlSchema();
const MUTATIONS = Object.values(assertObjectType(schema.getMutationType()).getFields());

/** Mutations that hand out or take away credentials. These are shown once, so that a second answer could not repeat them. */
const CREDENTIALS = [
  ...['register', 'signUp', 'completeSignUp', 'login', 'logout'],
  ...['createApiToken', 'revokeApiToken'],
  ...['startPasskeySignIn', 'signInWithPasskey', 'startPasskeyRegistration', 'addPasskey', 'removePasskey'],
  ...['startPasskeyConfirmation', 'startTotp', 'enableTotp', 'disableTotp', 'newRecoveryCodes'],
];

/** Mutations of one's own account: a second one changes nothing more. */
const ONESELF = [
  ...['confirmWithPasskey', 'renamePasskey'],
  ...['setGoal', 'removeGoal', 'keepLock', 'renameWallet', 'orderWallets'],
  ...['changePassword', 'confirmPassword', 'requestPasswordReset', 'resetPassword', 'changeEmail'],
  ...['requestEmailVerification', 'verifyEmail', 'updateProfile', 'endSession', 'endOtherSessions'],
  'closeAccount',
];

/** A retry would move money twice, because no state keeps it from happening again. */
const MOVES_MONEY = [
  ...['deposit', 'transfer', 'withdraw', 'transferBatch'],
  ...['postTransaction', 'voidTransaction', 'reverseTransaction'],
];

const named = ({ name }: { readonly name: string }): string => name;
const keyOf = ({ args }: GraphQLField<unknown, unknown>) =>
  args.find(({ name }) => name === 'idempotencyKey');

test('Every mutation takes a key, needed where money moves, but those about credentials and oneself', () => {
  expect(MUTATIONS.filter((mutation) => !keyOf(mutation)).map(named)).toEqual(
    [...CREDENTIALS, ...ONESELF].sort(),
  );
  const needed = MUTATIONS.filter((mutation) => {
    const key = keyOf(mutation);
    return key !== undefined && isNonNullType(key.type);
  });
  expect(needed.map(named)).toEqual(MOVES_MONEY.sort());
});

test('Every mutation that takes a key answers with a payload that says whether it is a replay', () => {
  for (const { name, type } of MUTATIONS.filter(keyOf)) {
    const payload = getNamedType(type);
    const replayed = isObjectType(payload) ? payload.getFields().replayed : undefined;
    expect([name, isNonNullType(type), String(replayed?.type)]).toEqual([name, true, 'Boolean!']);
    expect(replayed && getNullableType(replayed.type)).toBe(GraphQLBoolean);
  }
});

test('The operations that a key can stand for are the mutations that take one, by their names', () => {
  const operations = assertEnumType(schema.getType('Operation')).getValues();

  expect(operations.map(named)).toEqual(MUTATIONS.filter(keyOf).map(named));
});
