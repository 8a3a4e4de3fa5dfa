import { ACCOUNT_ROUTES } from './account-routes.js';
import type { Route } from './route.js';

export * from './route.js';

const MONEY = [
  'NOT_FOUND',
  'INVALID_AMOUNT',
  'CURRENCY_MISMATCH',
  'WALLET_FROZEN',
  'WALLET_CLOSED',
  'BALANCE_LIMIT',
] as const;
const NOT_FOUND = ['NOT_FOUND'] as const;
const STAFF = ['FORBIDDEN'] as const;

const OWNING = ['FORBIDDEN', 'NOT_FOUND'] as const;
const SETTLING = ['FORBIDDEN', 'NOT_FOUND', 'INVALID_STATE'] as const;

const wallets = { tag: 'Wallets' } as const;
const movements = { tag: 'Movements', method: 'POST', status: 201, location: '/transactions/{id}' } as const;
const transactions = { tag: 'Transactions' } as const;
const integrity = { tag: 'Integrity' } as const;
const operations = { tag: 'Operations', errors: STAFF } as const;
const exports = { tag: 'Exports', errors: STAFF } as const;
const read = { method: 'GET', status: 200 } as const;
const stream = { method: 'GET' } as const;
const post = { method: 'POST' } as const;
const settling = { method: 'POST', status: 200 } as const;

// prettier-ignore
export const ROUTES: readonly Route[] = [
  ...ACCOUNT_ROUTES,

  { ...wallets, ...read, path: '/wallets', operation: 'wallets', answer: 'wallets',
    errors: [], summary: 'List wallets' },
  { ...wallets, ...post, path: '/wallets', operation: 'createWallet', answer: 'createWallet.wallet', status: 201, location: '/wallets/{id}',
    errors: ['FORBIDDEN', 'INVALID_STATE'], summary: 'Open a wallet' },
  { ...wallets, ...read, path: '/wallets/{id}', operation: 'wallet', answer: 'wallet',
    errors: NOT_FOUND, summary: 'A wallet and its balance' },
  { ...wallets, ...read, path: '/wallets/{id}/transactions', operation: 'walletTransactions', answer: 'wallet.transactions',
    errors: NOT_FOUND, summary: 'List a wallet’s transactions' },
  { ...wallets, ...read, path: '/wallets/{id}/entries', operation: 'walletEntries', answer: 'wallet.entries',
    errors: NOT_FOUND, summary: 'List a wallet’s entries' },
  { ...wallets, ...read, path: '/wallets/{id}/balance', operation: 'walletBalance', answer: 'wallet.balanceAt',
    errors: NOT_FOUND, summary: 'A wallet’s balance at a moment' },
  { ...wallets, ...read, path: '/wallets/{id}/balance-series', operation: 'walletBalanceSeries', answer: 'wallet',
    errors: NOT_FOUND, summary: 'A wallet’s balances over time' },
  { ...wallets, ...read, path: '/wallets/{id}/statement', operation: 'walletStatement', answer: 'statement',
    errors: NOT_FOUND, summary: 'A wallet’s statement' },
  { ...wallets, ...stream, path: '/wallets/{id}/statement.csv', stream: 'walletStatementCsv',
    errors: NOT_FOUND, summary: 'The entries of a wallet’s statement as CSV' },

  { ...wallets, ...settling, path: '/wallets/{id}/freeze', operation: 'freezeWallet', answer: 'freezeWallet.wallet',
    errors: [...SETTLING, 'WALLET_CLOSED'], summary: 'Freeze a wallet' },
  { ...wallets, ...settling, path: '/wallets/{id}/unfreeze', operation: 'unfreezeWallet', answer: 'unfreezeWallet.wallet',
    errors: SETTLING, summary: 'Unfreeze a wallet' },
  { ...wallets, ...settling, path: '/wallets/{id}/close', operation: 'closeWallet', answer: 'closeWallet.wallet',
    errors: [...SETTLING, 'WALLET_FROZEN', 'CONFIRMATION_REQUIRED'], summary: 'Close a wallet' },

  { ...wallets, ...settling, path: '/wallets/order', operation: 'orderWallets', answer: '',
    errors: OWNING, summary: 'Put your wallets in order' },
  { ...wallets, ...settling, path: '/wallets/{id}/name', operation: 'renameWallet', answer: 'renameWallet.wallet',
    errors: [...OWNING, 'WALLET_CLOSED'], summary: 'Give a wallet another name' },
  { ...wallets, ...settling, path: '/wallets/{id}/goal', operation: 'setGoal', answer: 'setGoal.wallet',
    errors: [...OWNING, 'INVALID_AMOUNT', 'WALLET_CLOSED', 'WALLET_LOCKED'], summary: 'Give a wallet a goal, and lock it' },
  { ...wallets, method: 'DELETE', status: 200, path: '/wallets/{id}/goal', operation: 'removeGoal', answer: 'removeGoal.wallet',
    errors: [...OWNING, 'WALLET_LOCKED'], summary: 'Take a wallet’s goal away' },
  { ...wallets, ...settling, path: '/wallets/{id}/lock/break', operation: 'breakLock', answer: 'breakLock.wallet',
    errors: SETTLING, summary: 'Begin to break a wallet’s lock' },
  { ...wallets, ...settling, path: '/wallets/{id}/lock/keep', operation: 'keepLock', answer: 'keepLock.wallet',
    errors: OWNING, summary: 'Keep a lock that was being broken' },

  { ...movements, path: '/deposits', operation: 'deposit', answer: 'deposit.transaction',
    preview: 'previewDeposit', errors: ['FORBIDDEN', ...MONEY], summary: 'Pay in' },
  { ...movements, path: '/transfers', operation: 'transfer', answer: 'transfer.transaction',
    preview: 'previewTransfer', errors: ['FORBIDDEN', ...MONEY, 'SAME_WALLET', 'INSUFFICIENT_FUNDS', 'WALLET_LOCKED'], summary: 'Send' },
  { ...movements, path: '/withdrawals', operation: 'withdraw', answer: 'withdraw.transaction',
    preview: 'previewWithdraw', errors: ['FORBIDDEN', ...MONEY, 'INSUFFICIENT_FUNDS', 'WALLET_LOCKED'], summary: 'Pay out' },
  { ...movements, path: '/transfer-batches', operation: 'transferBatch', answer: 'transferBatch.batch', location: '/transfer-batches/{id}',
    bodyBytesMax: 1024 * 1024, errors: ['FORBIDDEN', 'ALREADY_SENT', ...MONEY, 'SAME_WALLET', 'INSUFFICIENT_FUNDS', 'WALLET_LOCKED'],
    summary: 'Send to many' },
  { ...read, tag: 'Movements', path: '/transfer-batches', operation: 'transferBatches', answer: 'transferBatches',
    errors: [], summary: 'List batches' },
  { ...read, tag: 'Movements', path: '/transfer-batches/{id}', operation: 'findTransferBatch', answer: 'transferBatch',
    errors: NOT_FOUND, summary: 'A batch and its outcomes' },

  { ...transactions, ...read, path: '/transactions', operation: 'transactions', answer: 'transactions',
    errors: [], summary: 'List transactions' },
  { ...transactions, ...read, path: '/transactions/{id}', operation: 'transaction', answer: 'transaction',
    errors: NOT_FOUND, summary: 'A transaction' },
  { ...transactions, ...settling, path: '/transactions/{id}/post', operation: 'postTransaction', answer: 'postTransaction.transaction',
    errors: [...SETTLING, 'BALANCE_LIMIT', 'WALLET_FROZEN', 'WALLET_CLOSED'], summary: 'Post a pending transaction' },
  { ...transactions, ...settling, path: '/transactions/{id}/void', operation: 'voidTransaction', answer: 'voidTransaction.transaction',
    errors: SETTLING, summary: 'Void a pending transaction' },
  { ...transactions, ...settling, path: '/transactions/{id}/reverse', operation: 'reverseTransaction', answer: 'reverseTransaction.transaction',
    errors: [...SETTLING, 'INSUFFICIENT_FUNDS', 'BALANCE_LIMIT', 'WALLET_CLOSED', 'CONFIRMATION_REQUIRED'],
    summary: 'Reverse a posted transaction' },
  { ...transactions, ...read, path: '/idempotency-keys/{key}', operation: 'idempotencyKey', answer: 'idempotencyKey', missing: 'idempotencyKey',
    errors: NOT_FOUND, summary: 'What a key stands for' },

  { ...transactions, ...read, path: '/entries/{id}', operation: 'entry', answer: 'entry',
    errors: NOT_FOUND, summary: 'An entry and its transaction' },
  { ...integrity, ...read, path: '/entries/{id}/receipt', operation: 'entryReceipt', answer: 'entry.receipt', absent: 'NOT_READY',
    errors: NOT_FOUND, summary: 'The receipt of an entry' },
  { ...integrity, ...read, path: '/integrity/key', operation: 'signingKey', answer: 'signingKey',
    errors: ['UNAVAILABLE'], summary: 'What receipts are signed with' },
  { ...integrity, ...read, path: '/integrity/keys', operation: 'signingKeys', answer: 'signingKeys',
    errors: [], summary: 'Every key whose receipts count' },

  { ...operations, ...read, path: '/audit-events', operation: 'auditEvents', answer: 'auditEvents',
    summary: 'List the audit log' },
  { ...operations, ...read, path: '/reused-keys', operation: 'reusedKeys', answer: 'reusedKeys',
    summary: 'List keys that came again' },
  { ...operations, ...read, path: '/declines', operation: 'declines', answer: 'declines',
    summary: 'List what was declined' },
  { ...operations, ...read, path: '/decline-counts', operation: 'declineCounts', answer: '',
    summary: 'How often each reason declined something' },
  { ...operations, ...read, path: '/transaction-totals', operation: 'transactionTotals', answer: 'transactionTotals',
    summary: 'What transactions come to' },
  { ...operations, ...read, path: '/wallet-totals', operation: 'walletTotals', answer: '',
    summary: 'What wallets come to' },
  { ...operations, ...read, path: '/settlement-terms', operation: 'settlementTerms', answer: 'settlementTerms',
    summary: 'What waits for an operator' },
  { ...post, tag: 'Operations', status: 200, path: '/settlement-terms/review-rules', operation: 'setReviewRule', answer: 'setReviewRule.rule',
    errors: ['FORBIDDEN', 'INVALID_AMOUNT', 'CONFIRMATION_REQUIRED'], mayBeNothing: 204, summary: 'Set or remove a review rule' },
  { ...operations, ...read, path: '/users', operation: 'users', answer: 'users', summary: 'List users' },
  { ...read, tag: 'Operations', path: '/users/{id}', operation: 'user', answer: 'user',
    errors: ['FORBIDDEN', 'NOT_FOUND'], summary: 'A user' },
  { ...settling, tag: 'Operations', path: '/users/{id}/suspend', operation: 'suspendUser', answer: 'suspendUser.user',
    errors: [...SETTLING, 'CONFIRMATION_REQUIRED'], summary: 'Suspend a user' },
  { ...settling, tag: 'Operations', path: '/users/{id}/reactivate', operation: 'reactivateUser', answer: 'reactivateUser.user',
    errors: SETTLING, summary: 'Reactivate a user' },
  { ...operations, ...read, path: '/risk', operation: 'riskSummary', answer: 'riskSummary',
    summary: 'Risk and liquidity' },
  { ...post, tag: 'Operations', status: 200, path: '/risk/thresholds', operation: 'setRiskThreshold',
    answer: 'setRiskThreshold.threshold', mayBeNothing: 204, errors: ['FORBIDDEN', 'INVALID_AMOUNT', 'CONFIRMATION_REQUIRED'],
    summary: 'Set or remove a risk threshold' },
  { ...operations, ...read, path: '/dashboard/admin', operation: 'adminSummary', answer: 'adminSummary',
    summary: 'The state of the ledger' },

  { ...exports, ...stream, path: '/exports/transactions', stream: 'exportTransactions', summary: 'Export transactions' },
  { ...exports, ...stream, path: '/exports/entries', stream: 'exportEntries', summary: 'Export entries' },
];
