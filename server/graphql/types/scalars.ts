import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { registerEnumType } from 'type-graphql';
import type { Role, UserStatus } from '../../identity/model/user.js';
import { CURRENCIES, exponentOf, type Currency } from '../../ledger/money/currencies.js';
import { TYPE_KINDS, type TransactionType } from '../../ledger/model/transaction-types.js';
import type { TransactionStatus } from '../../ledger/model/transaction.js';
import type { WalletKind, WalletStatus } from '../../ledger/model/wallet.js';
import { ERROR_CODES, ERROR_KINDS, type ErrorCode } from '../../errors/error-codes.js';

export { GraphQLDateTime as DateTimeScalar } from 'graphql-scalars';
export { JsonObjectScalar } from './json-object.js';

/** Checks only the type; the digits that are allowed depend on the currency, and `parseAmount` checks them. */
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

const CURRENCY_NAMES = new Intl.DisplayNames('en', { type: 'currency' });

export const CurrencyEnum = enumOf<Currency>(
  'Currency',
  'A current ISO 4217 currency code.',
  describedBy(CURRENCIES, (code) => {
    const digits = exponentOf(code);
    const fraction = digits === 0 ? 'no' : String(digits);
    return `${CURRENCY_NAMES.of(code) ?? code}; amounts have ${fraction} digits after the decimal point.`;
  }),
);
export const RoleEnum = enumOf<Role>('Role', 'What a user may do.', {
  CUSTOMER: 'A saver: sees and moves what is in wallets of their own.',
  ANALYST: 'Reads everything of operations, and writes nothing.',
  OPERATOR: 'Reads everything of operations; settles, voids, reverses, freezes and suspends.',
});
export const UserStatusEnum = enumOf<UserStatus>('UserStatus', 'Whether a user may sign in.', {
  ACTIVE: 'May sign in.',
  CLOSED:
    'Has closed their account, for good: their name and email are erased, and what they did stays in the books.',
  SUSPENDED: 'May not sign in until an operator reactivates them; their wallets stay as they are.',
});
export const WalletKindEnum = enumOf<WalletKind>('WalletKind', 'What a wallet is for.', {
  CUSTOMER: 'A saver’s; what is available in it never goes below zero.',
  TREASURY:
    'The mirror of the cash outside, one a currency: it falls with deposits and rises with withdrawals.',
  ESCROW: 'Money between two parties, one a currency.',
});
export const WalletStatusEnum = enumOf<WalletStatus>(
  'WalletStatus',
  'Whether money may move in and out of a wallet.',
  {
    ACTIVE: 'Money moves in and out.',
    FROZEN: 'No money moves in or out until an operator unfreezes it.',
    CLOSED: 'Ended for good, and empty.',
  },
);
export const TransactionTypeEnum = enumOf<TransactionType>(
  'TransactionType',
  'Why money moves.',
  meaningsOf(TYPE_KINDS),
);
export const TransactionStatusEnum = enumOf<TransactionStatus>(
  'TransactionStatus',
  'How far a transaction has come.',
  {
    PENDING: 'Waits for a decision: money that is to go out is held, money that is to come in is announced.',
    POSTED: 'Has happened, for good; it has entries.',
    VOIDED: 'Will not happen; what was held is available again.',
  },
);
export const ErrorCodeEnum = enumOf<ErrorCode>(
  'ErrorCode',
  'What went wrong, in `extensions.code` of errors and `code` of REST’s problems. GraphQL itself adds GRAPHQL_PARSE_FAILED ' +
    'and GRAPHQL_VALIDATION_FAILED. Codes may be added.',
  describedBy(ERROR_CODES, (code) => ERROR_KINDS[code].meaning),
);

/** Makes an enum of a union of strings. type-graphql wants an object of names and values; each value has a description. */
export function enumOf<Value extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Value, string>>,
): Readonly<Record<Value, Value>> {
  const names = Object.keys(values) as Value[];
  const object = Object.fromEntries(names.map((value) => [value, value])) as Record<Value, Value>;
  const valuesConfig = Object.fromEntries(names.map((value) => [value, { description: values[value] }]));
  registerEnumType<Record<Value, Value>>(object, {
    name,
    description,
    valuesConfig: valuesConfig as Record<Value, { description: string }>,
  });
  return object;
}

function meaningsOf<Value extends string>(
  kinds: Readonly<Record<Value, { readonly meaning: string }>>,
): Readonly<Record<Value, string>> {
  return describedBy(Object.keys(kinds) as Value[], (value) => kinds[value].meaning);
}

function describedBy<Value extends string>(
  values: readonly Value[],
  describe: (value: Value) => string,
): Readonly<Record<Value, string>> {
  return Object.fromEntries(values.map((value) => [value, describe(value)])) as Record<Value, string>;
}
