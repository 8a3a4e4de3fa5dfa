/*
 * Expected permissions, written by hand after the contract and the guides, and not after the server's table of rules: both
 * have to agree. A row has a mark for each of the callers, in the order of `CALLERS` in callers.ts:
 *
 *   nobody, a suspended user by session and by token | customer: session, session unconfirmed, token to write, to read |
 *   analyst: session, token | operator: session, session unconfirmed, token to write, to read | operator’s token as ANALYST
 *
 * `+` let in, whatever the ledger says then; `U` UNAUTHENTICATED; `F` FORBIDDEN; `C` CONFIRMATION_REQUIRED; `N` NOT_FOUND;
 * `0` null without an error; `.` there is no such case.
 */
export type Row = `${string} ${string} ${string} ${string} ${string}`;

/** Marks by the requested object: the caller's own, that of another customer, and one that does not exist. */
export interface ByObject {
  readonly own?: Row;
  readonly other?: Row;
  readonly missing?: Row;
}

const EVERYBODY = '+++ ++++ ++ ++++ +';
const EVERYBODY_WRITING = '+++ +++F +F +++F F';
const SIGNED_IN = 'UUU ++++ ++ ++++ +';
const SESSION = 'UUU ++FF +F ++FF F';
const SESSION_CONFIRMED = 'UUU +CFF +F +CFF F';
const SAVER = 'UUU ++++ FF ++++ F';
const SAVER_WRITING = 'UUU +++F FF +++F F';
const STAFF = 'UUU FFFF ++ ++++ +';
const OPERATOR = 'UUU FFFF FF +++F F';
const OPERATOR_CONFIRMED = 'UUU FFFF FF +C+F F';

const READ: ByObject = {
  own: 'UUU ++++ .. ++++ .',
  other: 'UUU NNNN ++ ++++ +',
  missing: 'UUU NNNN NN NNNN N',
};
const PREVIEWED: ByObject = { own: SAVER, other: 'UUU NNNN FF NNNN F', missing: 'UUU NNNN FF NNNN F' };
const MOVED: ByObject = {
  own: SAVER_WRITING,
  other: 'UUU NNNF FF NNNF F',
  missing: 'UUU NNNF FF NNNF F',
};
const OPERATED: ByObject = { other: OPERATOR, missing: 'UUU FFFF FF NNNF F' };

/** By the coordinate of a root field, over GraphQL and over every route that executes it. */
export const EXPECTED: Readonly<Record<string, Row | ByObject>> = {
  'Query.me': '000 ++++ ++ ++++ +',
  'Query.service': EVERYBODY,
  'Query.signingKey': EVERYBODY,
  'Query.signingKeys': EVERYBODY,
  'Mutation.register': EVERYBODY_WRITING,
  'Mutation.signUp': EVERYBODY_WRITING,
  'Mutation.completeSignUp': EVERYBODY_WRITING,
  // Callers who are let in hear that the password is wrong.
  'Mutation.login': 'UUU UUUF UF UUUF F',
  'Mutation.requestPasswordReset': EVERYBODY_WRITING,
  'Mutation.resetPassword': EVERYBODY_WRITING,
  'Mutation.verifyEmail': EVERYBODY_WRITING,

  'Mutation.changePassword': SESSION,
  'Mutation.closeAccount': SESSION_CONFIRMED,
  'Mutation.confirmPassword': SESSION,
  'Mutation.changeEmail': SESSION_CONFIRMED,
  'Mutation.requestEmailVerification': SESSION,
  'Mutation.updateProfile': SESSION,
  'Query.sessions': SESSION,
  'Mutation.createApiToken': SESSION_CONFIRMED,
  'Mutation.revokeApiToken': {
    own: SESSION,
    other: 'UUU NNFF FF ++FF F',
    missing: 'UUU NNFF NF NNFF F',
  },
  'Mutation.endSession': { own: SESSION, other: 'UUU NNFF NF NNFF F', missing: 'UUU NNFF NF NNFF F' },
  'Mutation.endOtherSessions': SESSION,
  'Mutation.logout': SESSION,
  'Mutation.startPasskeySignIn': EVERYBODY_WRITING,
  // Callers who are let in hear that the passkey is not accepted.
  'Mutation.signInWithPasskey': 'UUU UUUF UF UUUF F',
  'Mutation.startPasskeyRegistration': SESSION_CONFIRMED,
  'Mutation.addPasskey': SESSION_CONFIRMED,
  'Mutation.renamePasskey': { missing: 'UUU NNFF NF NNFF F' },
  'Mutation.removePasskey': { missing: 'UUU NCFF NF NCFF F' },
  'Mutation.startPasskeyConfirmation': SESSION,
  'Mutation.confirmWithPasskey': SESSION,
  'Mutation.startTotp': SESSION_CONFIRMED,
  'Mutation.enableTotp': SESSION_CONFIRMED,
  'Mutation.disableTotp': SESSION_CONFIRMED,
  'Mutation.newRecoveryCodes': SESSION_CONFIRMED,

  'Query.wallet': READ,
  'Query.wallets': SIGNED_IN,
  'Query.statement': READ,
  'Query.transaction': READ,
  'Query.transactions': SIGNED_IN,
  'Query.entry': READ,
  'Query.idempotencyKey': {
    own: 'UUU ++++ .. ++++ .',
    other: 'UUU 0000 ++ ++++ +',
    missing: 'UUU 0000 00 0000 0',
  },
  'Query.recentRecipients': SIGNED_IN,
  'Query.transferBatch': READ,
  'Query.transferBatches': SIGNED_IN,
  'Query.transferBatchesLike': SIGNED_IN,
  'Query.previewDeposit': PREVIEWED,
  'Query.previewTransfer': PREVIEWED,
  'Query.previewWithdraw': PREVIEWED,
  'Mutation.createWallet': SAVER_WRITING,
  'Mutation.deposit': MOVED,
  'Mutation.transfer': MOVED,
  'Mutation.withdraw': MOVED,
  'Mutation.transferBatch': MOVED,
  'Mutation.voidTransaction': {
    own: SAVER_WRITING,
    other: 'UUU NNNF FF +++F F',
    missing: 'UUU NNNF FF NNNF F',
  },
  'Mutation.closeWallet': {
    own: 'UUU +++F FF +C+F F',
    other: 'UUU NNNF FF +C+F F',
    missing: 'UUU NNNF FF NCNF F',
  },
  'Mutation.setGoal': MOVED,
  'Mutation.removeGoal': MOVED,
  'Mutation.breakLock': MOVED,
  'Mutation.keepLock': MOVED,
  'Mutation.renameWallet': MOVED,
  'Mutation.orderWallets': MOVED,
  'Subscription.walletActivity': READ,
  // It begins with the wallets that one has: analysts have none, and would wait.
  'Subscription.walletChanges': 'UUU ++++ .. ++++ +',

  'Query.adminSummary': STAFF,
  'Query.auditEvents': STAFF,
  'Query.declineCounts': STAFF,
  'Query.declines': STAFF,
  'Query.operationsCursor': '000 0000 ++ ++++ +',
  'Query.reusedKeys': STAFF,
  'Query.riskSummary': STAFF,
  'Query.settlementTerms': STAFF,
  'Query.transactionTotals': STAFF,
  'Query.user': { other: STAFF, missing: 'UUU FFFF NN NNNN N' },
  'Query.userCount': STAFF,
  'Query.users': STAFF,
  'Query.walletTotals': STAFF,
  'Subscription.operationsActivity': STAFF,
  'Mutation.postTransaction': OPERATED,
  'Mutation.freezeWallet': OPERATED,
  'Mutation.unfreezeWallet': OPERATED,
  'Mutation.reverseTransaction': { other: OPERATOR_CONFIRMED, missing: 'UUU FFFF FF NCNF F' },
  'Mutation.setReviewRule': OPERATOR_CONFIRMED,
  'Mutation.setRiskThreshold': OPERATOR_CONFIRMED,
  'Mutation.suspendUser': { other: 'UUU FFFF FF +CFF F', missing: 'UUU FFFF FF NCFF F' },
  'Mutation.reactivateUser': { other: 'UUU FFFF FF ++FF F', missing: 'UUU FFFF FF NNFF F' },
};

/** Routes that execute no field, or are for fewer people than their field is. */
export const EXPECTED_OF_ROUTES: Readonly<Record<string, Row | ByObject>> = {
  'GET /api/me': SIGNED_IN,
  'GET /api/auth/second-factors': SIGNED_IN,
  'GET /api/tokens': SIGNED_IN,
  'GET /api/me/export': SESSION_CONFIRMED,
  'GET /api/wallets/{id}/statement.csv': READ,
  'GET /api/exports/transactions': STAFF,
  'GET /api/exports/entries': STAFF,
};
