import { cacheExchange, type Cache, type DataFields, type UpdateResolver } from '@urql/exchange-graphcache';
import type { Exchange } from '@urql/core';
import { WITHOUT_KEY } from './cache-keys';

/** Lists and sums of a wallet that every movement of money makes out of date. */
const WALLET_HISTORY = ['entries', 'transactions', 'monthlyFlows', 'balanceSeries'];

/** Lists and sums over everybody's money, for the same reason. */
const LEDGER_HISTORY = [
  'transactions',
  'transactionTotals',
  'recentRecipients',
  'adminSummary',
  'auditEvents',
  'transferBatches',
  'transferBatchesLike',
  'idempotencyKey',
  'reusedKeys',
  'riskSummary',
];

const moveMoney: UpdateResolver = (result, _args, cache) => {
  forgetFields(cache, 'Query', LEDGER_HISTORY);
  for (const walletId of walletsIn(result)) forgetFields(cache, `Wallet:${walletId}`, WALLET_HISTORY);
};

/**
 * The wallet itself is up to date by now. Of what belongs to it, lists and sums are forgotten, but only when it has changed
 * since it was told of last: each connection begins with all wallets as they are.
 */
function makeFollowWallets(): UpdateResolver {
  const told = new Map<string, string>();
  return (result, _args, cache) => {
    const wallet = result.walletChanges;
    const id = fieldOf(wallet, 'id');
    if (typeof id !== 'string') return;
    const before = told.get(id);
    const now = JSON.stringify(wallet);
    told.set(id, now);
    if (before !== undefined && before !== now) {
      forgetFields(cache, 'Query', LEDGER_HISTORY);
      forgetFields(cache, `Wallet:${id}`, WALLET_HISTORY);
    }
    // The wallet is new to this page: it was opened elsewhere.
    if (cache.resolve(`Wallet:${id}`, 'name') === undefined) forgetFields(cache, 'Query', ['wallets']);
  };
}

/** Forgets the lists of wallets, but no balance: freezing or closing a wallet moves no money. */
const changeWallet: UpdateResolver = (_result, _args, cache) =>
  forgetFields(cache, 'Query', ['wallets', 'walletTotals', 'adminSummary', 'auditEvents']);

const changeUser: UpdateResolver = (_result, { id }, cache) => {
  forgetFields(cache, 'Query', ['users', 'userCount', 'adminSummary', 'auditEvents']);
  // A suspension revokes the API tokens.
  if (typeof id === 'string') forgetFields(cache, `User:${id}`, ['apiTokens']);
};

/** The mutations that end sessions of the user's own. */
const SESSIONS_END = ['endSession', 'endOtherSessions', 'changePassword'];
const endSessions: UpdateResolver = (_result, _args, cache) => forgetFields(cache, 'Query', ['sessions']);

/** The mutations that change factors. Their answers name no user, and only the user's own factors are in the cache. */
const FACTORS_CHANGE = ['addPasskey', 'removePasskey', 'enableTotp', 'disableTotp', 'newRecoveryCodes'];
const changeFactors: UpdateResolver = (_result, _args, cache) => forgetFields(cache, 'Query', ['me']);

/** Forgets all wallets after a batch: it changes more of them than its answer names. */
const moveMuch: UpdateResolver = (_result, _args, cache) =>
  forgetFields(cache, 'Query', [...LEDGER_HISTORY, 'wallet', 'wallets', 'walletTotals']);

/** A normalised cache: a wallet that one answer brings up to date is up to date everywhere on the screen. */
export function makeCacheExchange(): Exchange {
  return cacheExchange({
    keys: {
      ...Object.fromEntries(WITHOUT_KEY.map((type) => [type, () => null])),
      AuditEvent: ({ sequence }) => (typeof sequence === 'number' ? String(sequence) : null),
    },
    updates: {
      Mutation: {
        deposit: moveMoney,
        transfer: moveMoney,
        withdraw: moveMoney,
        postTransaction: moveMoney,
        voidTransaction: moveMoney,
        reverseTransaction: moveMoney,
        freezeWallet: changeWallet,
        unfreezeWallet: changeWallet,
        closeWallet: changeWallet,
        transferBatch: moveMuch,
        suspendUser: changeUser,
        reactivateUser: changeUser,
        setReviewRule: (_result, _args, cache) =>
          forgetFields(cache, 'Query', ['settlementTerms', 'auditEvents']),
        createApiToken: (result, _args, cache) => {
          const userId = fieldOf(fieldOf(fieldOf(result.createApiToken, 'apiToken'), 'user'), 'id');
          if (typeof userId === 'string') forgetFields(cache, `User:${userId}`, ['apiTokens']);
          forgetFields(cache, 'Query', ['auditEvents']);
        },
        // Queries that show the token ask again.
        revokeApiToken: (_result, { id }, cache) => {
          if (typeof id === 'string') cache.invalidate({ __typename: 'ApiToken', id });
          forgetFields(cache, 'Query', ['auditEvents']);
        },
        ...Object.fromEntries(FACTORS_CHANGE.map((name) => [name, changeFactors])),
        ...Object.fromEntries(SESSIONS_END.map((name) => [name, endSessions])),
        createWallet: (_result, _args, cache) => forgetFields(cache, 'Query', ['wallets']),
      },
      Subscription: { walletChanges: makeFollowWallets() },
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
