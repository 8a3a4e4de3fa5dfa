import type { ErrorCode } from '../graphql/error-codes.js';

/** Where all of REST lives. */
export const API = '/api';

/**
 * One route. Its variables need no mapping of their own: one that is named in the path comes from there,
 * `$idempotencyKey` from the header, and everything else from the query string of a GET and the body of a POST, where the
 * fields of an input object stand by themselves.
 */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** Below `/api`. */
  readonly path: string;
  /** The stored document that it executes. */
  readonly operation: string;
  /** The path within the document's data to what is answered. */
  readonly answer: string;
  /** Of success; 204 answers with nothing. */
  readonly status: 200 | 201 | 204;
  /** Where what was made can be found, with `{id}` for its id; below `/api`. */
  readonly location?: string;
  /** For those who are not signed in yet. */
  readonly open?: true;
  readonly tag: Tag;
  readonly summary: string;
  /** Codes beyond those that follow from the rest of the row. */
  readonly errors: readonly ErrorCode[];
}

/** The chapters of the documentation. */
export const TAGS = {
  Sessions: 'Accounts, and who is signed in.',
  Wallets: 'Where savings are kept, each wallet in one currency.',
  Movements:
    'Paying in, sending and paying out. Each carries an idempotency key, so that it can be retried safely.',
  Transactions: 'What has moved.',
  Operations: 'For analysts and operators.',
  Errors: 'What the codes of problems mean.',
} as const;
export type Tag = keyof typeof TAGS;

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

const session = { tag: 'Sessions' } as const;
const wallets = { tag: 'Wallets' } as const;
const movements = { tag: 'Movements', method: 'POST', status: 201, location: '/transactions/{id}' } as const;
const transactions = { tag: 'Transactions' } as const;
const operations = { tag: 'Operations', errors: STAFF } as const;
const read = { method: 'GET', status: 200 } as const;
const post = { method: 'POST' } as const;

// prettier-ignore
export const ROUTES: readonly Route[] = [
  { ...session, ...post, path: '/auth/register', operation: 'register', answer: 'register', status: 201, open: true,
    errors: ['EMAIL_TAKEN'], summary: 'Make an account and sign in' },
  { ...session, ...post, path: '/auth/login', operation: 'login', answer: 'login', status: 200, open: true,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN'], summary: 'Sign in' },
  { ...session, ...post, path: '/auth/logout', operation: 'logout', answer: 'logout', status: 204,
    errors: [], summary: 'Sign out' },
  { ...session, ...read, path: '/me', operation: 'me', answer: 'me',
    errors: [], summary: 'Who is signed in' },

  { ...wallets, ...read, path: '/wallets', operation: 'wallets', answer: 'wallets',
    errors: [], summary: 'List wallets' },
  { ...wallets, ...post, path: '/wallets', operation: 'createWallet', answer: 'createWallet', status: 201, location: '/wallets/{id}',
    errors: ['FORBIDDEN', 'INVALID_STATE'], summary: 'Open a wallet' },
  { ...wallets, ...read, path: '/wallets/{id}', operation: 'wallet', answer: 'wallet',
    errors: NOT_FOUND, summary: 'A wallet and its balance' },
  { ...wallets, ...read, path: '/wallets/{id}/transactions', operation: 'walletTransactions', answer: 'wallet.transactions',
    errors: NOT_FOUND, summary: 'List a wallet’s transactions' },
  { ...wallets, ...read, path: '/wallets/{id}/entries', operation: 'walletEntries', answer: 'wallet.entries',
    errors: NOT_FOUND, summary: 'List a wallet’s entries' },

  { ...movements, path: '/deposits', operation: 'deposit', answer: 'deposit.transaction',
    errors: ['FORBIDDEN', ...MONEY], summary: 'Pay in' },
  { ...movements, path: '/transfers', operation: 'transfer', answer: 'transfer.transaction',
    errors: ['FORBIDDEN', ...MONEY, 'SAME_WALLET', 'INSUFFICIENT_FUNDS'], summary: 'Send' },
  { ...movements, path: '/withdrawals', operation: 'withdraw', answer: 'withdraw.transaction',
    errors: ['FORBIDDEN', ...MONEY, 'INSUFFICIENT_FUNDS'], summary: 'Pay out' },

  { ...transactions, ...read, path: '/transactions', operation: 'transactions', answer: 'transactions',
    errors: [], summary: 'List transactions' },
  { ...transactions, ...read, path: '/transactions/{id}', operation: 'transaction', answer: 'transaction',
    errors: NOT_FOUND, summary: 'A transaction' },
  { ...transactions, ...read, path: '/idempotency-keys/{key}', operation: 'idempotencyKey', answer: 'idempotencyKey',
    errors: NOT_FOUND, summary: 'What a key of yours stands for' },

  { ...operations, ...read, path: '/users', operation: 'users', answer: 'users', summary: 'List users' },
  { ...operations, ...read, path: '/dashboard/admin', operation: 'adminSummary', answer: 'adminSummary',
    summary: 'The state of the ledger' },
];
