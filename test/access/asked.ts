import type { Own } from './callers.js';

/**
 * A request for each root field, as somebody would make it who is let in. Nothing of it lasts: what is let in is wrong in some
 * other way, moves a shilling, or ends what nobody needs. ID is the object's, WHY a reason only for what does not exist, KEY a
 * fresh key, USER whose it is and SINK a wallet of somebody else.
 */
export interface Asked {
  /** The field with its arguments and what is asked for within it. */
  readonly graphql: string;
  /** The routes that execute it, by method and path, with their body. */
  readonly rest?: readonly (readonly [route: string, body?: object])[];
  /** The kind of object, where the request takes an id. */
  readonly of?: keyof Own;
  /** A caller who is let in cannot make the request twice. */
  readonly once?: true;
}

const SPAN = 'from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00Z';
const TO = 'from: "2020-01-01T00:00:00Z", to: "2030-01-01T00:00:00Z"';
const MONEY = { amount: '1.00', currency: 'KES' };
const MONEY_IN = 'amount: "1.00", currency: KES';
const WALLET = '{ id name owner { email } }';
const TRANSACTION = '{ id source { name ownerName wallet { name } } initiatedBy { email } }';
const NODES = (of: string) => `{ nodes ${of} }`;
const TOO_LONG = 'x'.repeat(281);
const KEYED = 'idempotencyKey: "KEY"';
const transfer = { fromWalletId: 'ID', toWalletId: 'SINK', ...MONEY };
const TRANSFER = `fromWalletId: "ID", toWalletId: "SINK", ${MONEY_IN}`;
const get = (path: string) => [[`GET /api${path}`] as const];
const post = (path: string, body: object = {}) => [[`POST /api${path}`, body] as const];

const PROOF = { credentialId: 'no', clientDataJSON: 'no', authenticatorData: 'no', signature: 'no' };
const PROOF_IN = 'credentialId: "no", clientDataJSON: "no", authenticatorData: "no", signature: "no"';

// prettier-ignore
export const ASKED: Readonly<Record<string, Asked>> = {
  'Query.me': { graphql: 'me { id email }' },
  'Query.service': { graphql: 'service { sendsMail }' },
  'Query.signingKey': { graphql: 'signingKey { id }', rest: get('/integrity/key') },
  'Query.signingKeys': { graphql: 'signingKeys { id }', rest: get('/integrity/keys') },
  'Mutation.register': { graphql: 'register(input: { email: "", displayName: "", password: "" }) { token }' },
  'Mutation.signUp': { graphql: 'signUp(input: { email: "", displayName: "", password: "" }) { session { token } }', rest: post('/auth/register', { email: '', displayName: '', password: '' }) },
  'Mutation.completeSignUp': { graphql: 'completeSignUp(input: { token: "no", password: "no" }) { token }', rest: post('/auth/register/complete', { token: 'no', password: 'no' }) },
  'Mutation.login': { graphql: 'login(input: { email: "", password: "" }) { token }', rest: post('/auth/login', { email: '', password: '' }) },
  'Mutation.requestPasswordReset': { graphql: 'requestPasswordReset(input: { email: "" })', rest: post('/auth/password-resets', { email: '' }) },
  'Mutation.resetPassword': { graphql: 'resetPassword(input: { token: "no", newPassword: "no" })', rest: post('/auth/password-resets/complete', { token: 'no', newPassword: 'no' }) },
  'Mutation.verifyEmail': { graphql: 'verifyEmail(input: { token: "no" })', rest: post('/auth/email-verifications/complete', { token: 'no' }) },

  'Mutation.changePassword': { graphql: 'changePassword(input: { currentPassword: "no", newPassword: "no" })', rest: post('/auth/password', { currentPassword: 'no', newPassword: 'no' }) },
  'Mutation.closeAccount': { graphql: `closeAccount(reason: "${TOO_LONG}")`, rest: post('/me/close', { reason: TOO_LONG }) },
  'Mutation.confirmPassword': { graphql: 'confirmPassword(input: { password: "no" })', rest: post('/auth/confirmation', { password: 'no' }) },
  'Mutation.changeEmail': { graphql: 'changeEmail(input: { email: "a@example.com" })', rest: post('/auth/email', { email: 'a@example.com' }) },
  'Mutation.requestEmailVerification': { graphql: 'requestEmailVerification', rest: post('/auth/email-verifications') },
  'Mutation.updateProfile': { graphql: 'updateProfile(input: { displayName: "" }) { id }', rest: post('/auth/profile', { displayName: '' }) },
  'Query.sessions': { graphql: `sessions ${NODES('{ id }')}`, rest: get('/sessions') },
  'Mutation.createApiToken': { graphql: 'createApiToken(input: { name: "" }) { token }', rest: post('/tokens', { name: '' }) },
  'Mutation.revokeApiToken': { of: 'apiToken', graphql: 'revokeApiToken(id: "ID")', rest: [['DELETE /api/tokens/ID']] },
  'Mutation.endSession': { of: 'session', once: true, graphql: 'endSession(id: "ID")', rest: [['DELETE /api/sessions/ID']] },
  'Mutation.endOtherSessions': { graphql: 'endOtherSessions', rest: [['DELETE /api/sessions']] },

  'Query.wallet': { of: 'wallet', graphql: `wallet(id: "ID") ${WALLET}`, rest: ['', '/transactions', '/entries', '/balance?at=2026-01-01T00:00:00Z', `/balance-series?${SPAN}&bucket=MONTH`].map((part) => [`GET /api/wallets/ID${part}`] as const) },
  'Query.wallets': { graphql: `wallets ${NODES(WALLET)}`, rest: get('/wallets') },
  'Query.statement': { of: 'wallet', graphql: `statement(walletId: "ID", ${TO}) { wallet ${WALLET} }`, rest: get(`/wallets/ID/statement?${SPAN}`) },
  'Query.transaction': { of: 'withdrawal', graphql: `transaction(id: "ID") ${TRANSACTION}`, rest: get('/transactions/ID') },
  'Query.transactions': { graphql: `transactions ${NODES(TRANSACTION)}`, rest: get('/transactions') },
  'Query.entry': { of: 'entry', graphql: `entry(id: "ID") { id wallet ${WALLET} transaction ${TRANSACTION} }`, rest: get('/entries/ID') },
  'Query.idempotencyKey': { of: 'key', graphql: 'idempotencyKey(key: "ID", userId: "USER") { key transaction { id } }', rest: get('/idempotency-keys/ID?userId=USER') },
  'Query.recentRecipients': { graphql: 'recentRecipients(currency: KES) { name walletId }' },
  'Query.transferBatch': { of: 'batch', graphql: 'transferBatch(id: "ID") { id initiatedBy { email } }', rest: get('/transfer-batches/ID') },
  'Query.transferBatches': { graphql: `transferBatches ${NODES('{ id initiatedBy { email } }')}`, rest: get('/transfer-batches') },
  'Query.transferBatchesLike': { graphql: `transferBatchesLike(input: [{ fromWalletId: "SINK", toWalletId: "SINK", ${MONEY_IN} }]) { id }` },
  'Query.previewDeposit': { of: 'wallet', graphql: `previewDeposit(input: { walletId: "ID", ${MONEY_IN} }) { balances { wallet ${WALLET} } }`, rest: post('/deposits?preview=true', { walletId: 'ID', ...MONEY }) },
  'Query.previewTransfer': { of: 'wallet', graphql: `previewTransfer(input: { ${TRANSFER} }) { balances { wallet ${WALLET} } }`, rest: post('/transfers?preview=true', transfer) },
  'Query.previewWithdraw': { of: 'wallet', graphql: `previewWithdraw(input: { walletId: "ID", ${MONEY_IN} }) { balances { wallet ${WALLET} } }`, rest: post('/withdrawals?preview=true', { walletId: 'ID', ...MONEY }) },
  'Mutation.createWallet': { graphql: `createWallet(input: { name: "", currency: KES }, ${KEYED}) { replayed }`, rest: post('/wallets', { name: '', currency: 'KES' }) },
  'Mutation.deposit': { of: 'wallet', graphql: `deposit(input: { walletId: "ID", ${MONEY_IN} }, ${KEYED}) { replayed }`, rest: post('/deposits', { walletId: 'ID', ...MONEY }) },
  'Mutation.transfer': { of: 'wallet', graphql: `transfer(input: { ${TRANSFER} }, ${KEYED}) { replayed }`, rest: post('/transfers', transfer) },
  'Mutation.withdraw': { of: 'wallet', graphql: `withdraw(input: { walletId: "ID", ${MONEY_IN} }, ${KEYED}) { replayed }`, rest: post('/withdrawals', { walletId: 'ID', ...MONEY }) },
  'Mutation.transferBatch': { of: 'wallet', graphql: `transferBatch(input: [{ ${TRANSFER} }], mode: ATOMIC, ${KEYED}) { replayed }`, rest: post('/transfer-batches', { input: [transfer], mode: 'ATOMIC' }) },
  'Mutation.voidTransaction': { of: 'withdrawal', graphql: `voidTransaction(id: "ID", reason: "WHY", ${KEYED}) { replayed }`, rest: post('/transactions/ID/void', { reason: 'WHY' }) },
  'Mutation.closeWallet': { of: 'wallet', graphql: `closeWallet(id: "ID", ${KEYED}) { replayed }`, rest: post('/wallets/ID/close') },
  'Mutation.setGoal': { of: 'wallet', graphql: 'setGoal(walletId: "ID", input: { target: "1.00" }) { replayed }', rest: post('/wallets/ID/goal', { target: '1.00' }) },
  'Mutation.removeGoal': { of: 'wallet', graphql: 'removeGoal(walletId: "ID") { replayed }', rest: [['DELETE /api/wallets/ID/goal']] },
  'Mutation.breakLock': { of: 'wallet', graphql: `breakLock(walletId: "ID", ${KEYED}) { replayed }`, rest: post('/wallets/ID/lock/break') },
  'Mutation.keepLock': { of: 'wallet', graphql: 'keepLock(walletId: "ID") { replayed }', rest: post('/wallets/ID/lock/keep') },
  'Mutation.renameWallet': { of: 'wallet', graphql: 'renameWallet(walletId: "ID", name: "Rent") { replayed }', rest: post('/wallets/ID/name', { name: 'Rent' }) },
  'Mutation.orderWallets': { of: 'wallet', graphql: 'orderWallets(walletIds: ["ID"]) { id }', rest: post('/wallets/order', { walletIds: ['ID'] }) },
  'Subscription.walletActivity': { of: 'wallet', graphql: `walletActivity(walletId: "ID") { wallet ${WALLET} }` },
  'Subscription.walletChanges': { graphql: `walletChanges ${WALLET}` },

  'Query.adminSummary': { graphql: 'adminSummary { users { total } }', rest: get('/dashboard/admin') },
  'Query.auditEvents': { graphql: `auditEvents ${NODES('{ sequence }')}`, rest: get('/audit-events') },
  'Query.declineCounts': { graphql: 'declineCounts { code count }', rest: get('/decline-counts') },
  'Query.declines': { graphql: `declines ${NODES('{ key }')}`, rest: get('/declines') },
  'Query.operationsCursor': { graphql: 'operationsCursor' },
  'Query.reusedKeys': { graphql: `reusedKeys ${NODES('{ key }')}`, rest: get('/reused-keys') },
  'Query.riskSummary': { graphql: 'riskSummary { timeZone }', rest: get('/risk') },
  'Query.settlementTerms': { graphql: 'settlementTerms { settlement }', rest: get('/settlement-terms') },
  'Query.transactionTotals': { graphql: 'transactionTotals { complete }', rest: get('/transaction-totals') },
  'Query.user': { of: 'user', graphql: 'user(id: "ID") { id email }', rest: get('/users/ID') },
  'Query.userCount': { graphql: 'userCount' },
  'Query.users': { graphql: `users ${NODES('{ id email }')}`, rest: get('/users') },
  'Query.walletTotals': { graphql: 'walletTotals { count }', rest: get('/wallet-totals') },
  'Subscription.operationsActivity': { graphql: 'operationsActivity { cursor }' },
  'Mutation.postTransaction': { of: 'withdrawal', graphql: `postTransaction(id: "ID", ${KEYED}) { replayed }`, rest: post('/transactions/ID/post') },
  'Mutation.freezeWallet': { of: 'wallet', graphql: `freezeWallet(id: "ID", reason: "WHY", ${KEYED}) { replayed }`, rest: post('/wallets/ID/freeze', { reason: 'WHY' }) },
  'Mutation.unfreezeWallet': { of: 'wallet', graphql: `unfreezeWallet(id: "ID", ${KEYED}) { replayed }`, rest: post('/wallets/ID/unfreeze') },
  'Mutation.reverseTransaction': { of: 'withdrawal', graphql: `reverseTransaction(id: "ID", reason: "WHY", ${KEYED}) { replayed }`, rest: post('/transactions/ID/reverse', { reason: 'WHY' }) },
  'Mutation.setReviewRule': { graphql: `setReviewRule(currency: KES, reason: "", ${KEYED}) { replayed }`, rest: post('/settlement-terms/review-rules', { currency: 'KES', reason: '' }) },
  'Mutation.setRiskThreshold': { graphql: `setRiskThreshold(kind: NET_OUTFLOW, currency: KES, reason: "", ${KEYED}) { replayed }`, rest: post('/risk/thresholds', { kind: 'NET_OUTFLOW', currency: 'KES', reason: '' }) },
  'Mutation.suspendUser': { of: 'user', graphql: `suspendUser(id: "ID", reason: "WHY", ${KEYED}) { replayed }`, rest: post('/users/ID/suspend', { reason: 'WHY' }) },
  'Mutation.reactivateUser': { of: 'user', graphql: `reactivateUser(id: "ID", reason: "WHY", ${KEYED}) { replayed }`, rest: post('/users/ID/reactivate', { reason: 'WHY' }) },
  'Mutation.startPasskeySignIn': { graphql: 'startPasskeySignIn { expiresAt }', rest: post('/auth/passkey-sign-ins') },
  'Mutation.signInWithPasskey': { graphql: `signInWithPasskey(input: { ${PROOF_IN} }) { token }`, rest: post('/auth/passkey-sign-ins/complete', PROOF) },
  'Mutation.startPasskeyRegistration': { graphql: 'startPasskeyRegistration { expiresAt }', rest: post('/auth/passkeys/start') },
  'Mutation.addPasskey': { graphql: 'addPasskey(input: { name: "", credentialId: "no", clientDataJSON: "no", attestationObject: "no" }) { recoveryCodes }', rest: post('/auth/passkeys', { name: '', credentialId: 'no', clientDataJSON: 'no', attestationObject: 'no' }) },
  'Mutation.renamePasskey': { graphql: 'renamePasskey(id: "ID", input: { name: "New" }) { id }', rest: post('/auth/passkeys/ID', { name: 'New' }) },
  'Mutation.removePasskey': { graphql: 'removePasskey(id: "ID")', rest: [['DELETE /api/auth/passkeys/ID']] },
  'Mutation.startPasskeyConfirmation': { graphql: 'startPasskeyConfirmation { expiresAt }', rest: post('/auth/passkey-confirmations') },
  'Mutation.confirmWithPasskey': { graphql: `confirmWithPasskey(input: { ${PROOF_IN} })`, rest: post('/auth/passkey-confirmations/complete', PROOF) },
  'Mutation.startTotp': { graphql: 'startTotp { secret }', rest: post('/auth/totp/start') },
  'Mutation.enableTotp': { graphql: 'enableTotp(input: { code: "no" }) { recoveryCodes }', rest: post('/auth/totp', { code: 'no' }) },
  'Mutation.disableTotp': { graphql: 'disableTotp', rest: [['DELETE /api/auth/totp']] },
  'Mutation.newRecoveryCodes': { graphql: 'newRecoveryCodes { recoveryCodes }', rest: post('/auth/recovery-codes') },
  // The last one: whoever is let in is out afterwards.
  'Mutation.logout': { once: true, graphql: 'logout', rest: post('/auth/logout') },
};

/** Routes that stand for themselves. */
export const ASKED_OF_ROUTES: Readonly<Record<string, Pick<Asked, 'of'> & { readonly path: string }>> = {
  'GET /api/me': { path: '/api/me' },
  'GET /api/auth/second-factors': { path: '/api/auth/second-factors' },
  'GET /api/tokens': { path: '/api/tokens' },
  'GET /api/me/export': { path: '/api/me/export' },
  'GET /api/wallets/{id}/statement.csv': { of: 'wallet', path: `/api/wallets/ID/statement.csv?${SPAN}` },
  'GET /api/exports/transactions': { path: '/api/exports/transactions' },
  'GET /api/exports/entries': { path: '/api/exports/entries' },
};
