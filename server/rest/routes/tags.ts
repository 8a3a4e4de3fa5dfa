/** The chapters of the documentation. */
export const TAGS = {
  Start: 'Where to begin.',
  Sessions: 'Accounts, and who is signed in.',
  Account: 'Your own password, name and email. Only a session may change them.',
  Tokens: 'What lets programs act for a user. Only a session may make and revoke them.',
  Wallets: 'Where savings are kept, each wallet in one currency.',
  Movements:
    'Paying in, sending and paying out. Each carries an idempotency key, so that it can be retried safely.',
  Transactions: 'What has moved.',
  Integrity: 'Proofs that what has moved is written down for good, see `docs/integrity.md`.',
  Operations: 'For analysts and operators.',
  Exports: 'Everything at once, for analysts and operators.',
  Errors: 'What the codes of problems mean.',
} as const;
export type Tag = keyof typeof TAGS;
