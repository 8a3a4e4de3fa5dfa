import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { registerEnumType } from 'type-graphql';
import { ROLES, USER_STATUSES } from '../identity/user.js';
import { CURRENCIES, type Currency } from '../ledger/currencies.js';
import { TRANSACTION_STATUSES, TRANSACTION_TYPES } from '../ledger/transaction.js';
import { WALLET_KINDS, WALLET_STATUSES } from '../ledger/wallet.js';

export { GraphQLDateTime as DateTimeScalar } from 'graphql-scalars';
export { JsonObjectScalar } from './json-object.js';

/** Only the type is checked here; what the digits must look like depends on the currency, and `parseAmount` says so. */
export const DecimalScalar = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description:
    'An exact decimal number as a string, such as "12.50". JSON and GraphQL numbers are refused, because they may have ' +
    'been rounded before they arrive.',
  serialize: (value) => String(value),
  parseValue: (value) => {
    if (typeof value === 'string') return value;
    throw new GraphQLError('Decimal must be a string, such as "12.50"');
  },
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING) return node.value;
    throw new GraphQLError('Decimal must be a string, such as "12.50"', { nodes: [node] });
  },
});

export const CurrencyEnum = enumOf<Currency>('Currency', CURRENCIES, 'A current ISO 4217 currency code.');
export const RoleEnum = enumOf('Role', ROLES, 'What a user may do.');
export const UserStatusEnum = enumOf('UserStatus', USER_STATUSES);
export const WalletKindEnum = enumOf(
  'WalletKind',
  WALLET_KINDS,
  'CUSTOMER: a saver’s. TREASURY: the mirror of the cash outside, one a currency. ESCROW: money between two parties.',
);
export const WalletStatusEnum = enumOf('WalletStatus', WALLET_STATUSES);
export const TransactionTypeEnum = enumOf('TransactionType', TRANSACTION_TYPES);
export const TransactionStatusEnum = enumOf('TransactionStatus', TRANSACTION_STATUSES);

/** type-graphql takes an object of names and values; the ledger has unions of strings. */
export function enumOf<Value extends string>(
  name: string,
  values: readonly Value[],
  description?: string,
): Readonly<Record<Value, Value>> {
  const entries = values.map((value) => [value, value] as const);
  const object = Object.fromEntries(entries) as Record<Value, Value>;
  registerEnumType(object, { name, ...(description !== undefined && { description }) });
  return object;
}
