import { cacheExchange, type Cache, type DataFields, type UpdateResolver } from '@urql/exchange-graphcache';
import type { Exchange } from '@urql/core';

/** Values, not things: they live inside the object that has them. */
const WITHOUT_KEY = [
  'ActivityPoint',
  'AdminSummary',
  'Balance',
  'CurrencyPosition',
  'CurrencyTotal',
  'CustomerFunds',
  'DeclineCount',
  'DemoAccount',
  'FundsPoint',
  'Integrity',
  'Money',
  'MonthlyFlow',
  'PinnedRejection',
  'Service',
  'Session',
  'TransactionParty',
  'TransactionPayload',
  'TransactionTotals',
  'UserCounts',
  'Volume',
  'VolumePoint',
  'WalletCounts',
];

/** Lists and sums of a wallet that every movement of money makes out of date. */
const WALLET_HISTORY = ['entries', 'transactions', 'monthlyFlows'];

/** Lists and sums over everybody's money, for the same reason. */
const LEDGER_HISTORY = ['transactions', 'adminSummary', 'idempotencyKey'];

const moveMoney: UpdateResolver = (result, _args, cache) => {
  forgetFields(cache, 'Query', LEDGER_HISTORY);
  for (const walletId of walletsIn(result)) forgetFields(cache, `Wallet:${walletId}`, WALLET_HISTORY);
};

/** A normalised cache: a wallet that one answer brings up to date is up to date everywhere on the screen. */
export function makeCacheExchange(): Exchange {
  return cacheExchange({
    keys: {
      ...Object.fromEntries(WITHOUT_KEY.map((type) => [type, () => null])),
      IdempotencyRecord: ({ key }) => (typeof key === 'string' ? key : null),
    },
    updates: {
      Mutation: {
        deposit: moveMoney,
        transfer: moveMoney,
        withdraw: moveMoney,
        postTransaction: moveMoney,
        voidTransaction: moveMoney,
        reverseTransaction: moveMoney,
        createWallet: (_result, _args, cache) => forgetFields(cache, 'Query', ['wallets']),
      },
    },
  });
}

function forgetFields(cache: Cache, entity: string, names: readonly string[]): void {
  for (const { fieldName, arguments: args } of cache.inspectFields(entity)) {
    if (names.includes(fieldName)) cache.invalidate(entity, fieldName, args);
  }
}

/** The wallets at both ends of the transaction that a mutation answers with, also of one that it is wrapped in. */
function walletsIn(result: DataFields): string[] {
  return Object.values(result).flatMap((payload) => {
    const transaction = fieldOf(payload, 'transaction');
    return ['source', 'destination'].flatMap((end) => {
      const walletId = fieldOf(fieldOf(transaction, end), 'walletId');
      return typeof walletId === 'string' ? [walletId] : [];
    });
  });
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
