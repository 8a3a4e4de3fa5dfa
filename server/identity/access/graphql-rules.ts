import type { MutationName } from '../../ledger/model/operations.js';
import type { AccessRule } from './rule.js';

/*
 * Access rules of GraphQL fields, by their coordinate in the schema. Every root field has a rule, or the server does not
 * start. A field of any other type has one where it tells more to some viewers than to others.
 */

type Rules = Readonly<Record<string, AccessRule>>;

// prettier-ignore
const SIGNING_IN = {
  'Query.me':                          { who: 'ANYONE',    by: 'ANY',     whose: 'SELF', note: 'Null when nobody is signed in' },
  'Query.service':                     { who: 'ANYONE',    by: 'ANY',     whose: 'NOBODYS' },
  'Mutation.register':                 { who: 'ANYONE',    by: 'WRITER',  whose: 'SELF' },
  'Mutation.signUp':                   { who: 'ANYONE',    by: 'WRITER',  whose: 'SELF' },
  'Mutation.completeSignUp':           { who: 'ANYONE',    by: 'WRITER',  whose: 'SELF', note: 'Proved by the link and the password' },
  'Mutation.login':                    { who: 'ANYONE',    by: 'WRITER',  whose: 'SELF' },
  'Mutation.requestPasswordReset':     { who: 'ANYONE',    by: 'WRITER',  whose: 'SELF', note: 'Only whoever reads the mail can go on' },
  'Mutation.resetPassword':            { who: 'ANYONE',    by: 'WRITER',  whose: 'SELF', note: 'Proved by the link' },
  'Mutation.verifyEmail':              { who: 'ANYONE',    by: 'WRITER',  whose: 'SELF', note: 'Proved by the link' },
  'Mutation.logout':                   { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF', beforeFactor: true },
  'Mutation.startPasskeySignIn':       { who: 'ANYONE',    by: 'WRITER',  whose: 'NOBODYS' },
  'Mutation.signInWithPasskey':        { who: 'ANYONE',    by: 'WRITER',  whose: 'SELF', note: 'Proved by the passkey' },
} as const satisfies Rules;

// prettier-ignore
const ACCOUNT = {
  'Mutation.changePassword':           { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF', note: 'It needs the present password', beforeFactor: true },
  'Mutation.confirmPassword':          { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF', note: 'It needs the present password', beforeFactor: true },
  'Mutation.changeEmail':              { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF', confirmed: 'EVERYBODY', beforeFactor: true },
  'Mutation.requestEmailVerification': { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF', beforeFactor: true },
  'Mutation.updateProfile':            { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF', beforeFactor: true },
  'Mutation.closeAccount':             { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF', confirmed: 'EVERYBODY', note: 'Not the last active operator' },
  'Query.sessions':                    { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF', beforeFactor: true },
  'Mutation.endSession':               { who: 'SIGNED_IN', by: 'SESSION', whose: 'OWN', others: 'NOT_FOUND', beforeFactor: true },
  'Mutation.endOtherSessions':         { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF', beforeFactor: true },
  'Mutation.startPasskeyRegistration': { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF', confirmed: 'EVERYBODY', beforeFactor: true },
  'Mutation.addPasskey':               { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF', confirmed: 'EVERYBODY', beforeFactor: true },
  'Mutation.renamePasskey':            { who: 'SIGNED_IN', by: 'SESSION', whose: 'OWN', others: 'NOT_FOUND', beforeFactor: true },
  'Mutation.removePasskey':            { who: 'SIGNED_IN', by: 'SESSION', whose: 'OWN', others: 'NOT_FOUND', confirmed: 'EVERYBODY', beforeFactor: true },
  'Mutation.startPasskeyConfirmation': { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF', beforeFactor: true },
  'Mutation.confirmWithPasskey':       { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF', beforeFactor: true, note: 'It needs one of one’s passkeys' },
  'Mutation.startTotp':                { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF', confirmed: 'EVERYBODY', beforeFactor: true },
  'Mutation.enableTotp':               { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF', confirmed: 'EVERYBODY', beforeFactor: true },
  'Mutation.disableTotp':              { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF', confirmed: 'EVERYBODY', beforeFactor: true },
  'Mutation.newRecoveryCodes':         { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF', confirmed: 'EVERYBODY', beforeFactor: true },
  'Mutation.createApiToken':           { who: 'SIGNED_IN', by: 'SESSION', whose: 'SELF', confirmed: 'EVERYBODY' },
  'Mutation.revokeApiToken':           { who: 'SIGNED_IN', by: 'SESSION', whose: 'OWN_OR_OPERATOR', others: 'NOT_FOUND', note: 'Analysts, who see them, hear FORBIDDEN' },
} as const satisfies Rules;

// prettier-ignore
const SAVING = {
  'Query.wallet':                      { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'NOT_FOUND' },
  'Query.wallets':                     { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'LEFT_OUT' },
  'Query.statement':                   { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'NOT_FOUND' },
  'Query.transaction':                 { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'NOT_FOUND', note: 'A transaction belongs to the owners of both of its wallets' },
  'Query.transactions':                { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'LEFT_OUT' },
  'Query.entry':                       { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'NOT_FOUND' },
  'Query.idempotencyKey':              { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'NULL' },
  'Query.recentRecipients':            { who: 'SIGNED_IN', by: 'ANY',     whose: 'SELF' },
  'Query.transferBatch':               { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'NOT_FOUND' },
  'Query.transferBatches':             { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'LEFT_OUT' },
  'Query.transferBatchesLike':         { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'LEFT_OUT' },
  'Query.previewDeposit':              { who: 'SAVER',     by: 'ANY',     whose: 'OWN', others: 'NOT_FOUND' },
  'Query.previewTransfer':             { who: 'SAVER',     by: 'ANY',     whose: 'OWN', others: 'NOT_FOUND' },
  'Query.previewWithdraw':             { who: 'SAVER',     by: 'ANY',     whose: 'OWN', others: 'NOT_FOUND' },
  'Query.signingKey':                  { who: 'ANYONE',    by: 'ANY',     whose: 'NOBODYS' },
  'Query.signingKeys':                 { who: 'ANYONE',    by: 'ANY',     whose: 'NOBODYS' },
  'Mutation.createWallet':             { who: 'SAVER',     by: 'WRITER',  whose: 'SELF' },
  'Mutation.deposit':                  { who: 'SAVER',     by: 'WRITER',  whose: 'OWN', others: 'NOT_FOUND' },
  'Mutation.transfer':                 { who: 'SAVER',     by: 'WRITER',  whose: 'OWN', others: 'NOT_FOUND', note: 'The wallet that pays; money may go to anybody' },
  'Mutation.withdraw':                 { who: 'SAVER',     by: 'WRITER',  whose: 'OWN', others: 'NOT_FOUND' },
  'Mutation.transferBatch':            { who: 'SAVER',     by: 'WRITER',  whose: 'OWN', others: 'NOT_FOUND', note: 'The wallets that pay' },
  'Mutation.voidTransaction':          { who: 'SAVER',     by: 'WRITER',  whose: 'OWN_OR_OPERATOR', others: 'NOT_FOUND', note: 'A customer’s own is a withdrawal; other transactions that they are a party to are FORBIDDEN' },
  'Mutation.closeWallet':              { who: 'SAVER',     by: 'WRITER',  whose: 'OWN_OR_OPERATOR', others: 'NOT_FOUND', confirmed: 'OPERATORS' },
  'Mutation.breakLock':                 { who: 'SAVER',     by: 'WRITER',  whose: 'OWN', others: 'NOT_FOUND' },
  'Mutation.keepLock':                  { who: 'SAVER',     by: 'WRITER',  whose: 'OWN', others: 'NOT_FOUND' },
  'Mutation.orderWallets':              { who: 'SAVER',     by: 'WRITER',  whose: 'OWN', others: 'NOT_FOUND' },
  'Mutation.removeGoal':                { who: 'SAVER',     by: 'WRITER',  whose: 'OWN', others: 'NOT_FOUND' },
  'Mutation.renameWallet':              { who: 'SAVER',     by: 'WRITER',  whose: 'OWN', others: 'NOT_FOUND' },
  'Mutation.setGoal':                   { who: 'SAVER',     by: 'WRITER',  whose: 'OWN', others: 'NOT_FOUND' },
  'Subscription.walletActivity':       { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'NOT_FOUND' },
  'Subscription.walletChanges':        { who: 'SIGNED_IN', by: 'ANY',     whose: 'SELF' },
} as const satisfies Rules;

// prettier-ignore
const OPERATIONS = {
  'Query.adminSummary':                { who: 'STAFF',     by: 'ANY',     whose: 'EVERYBODYS' },
  'Query.auditEvents':                 { who: 'STAFF',     by: 'ANY',     whose: 'EVERYBODYS' },
  'Query.declineCounts':               { who: 'STAFF',     by: 'ANY',     whose: 'EVERYBODYS' },
  'Query.declines':                    { who: 'STAFF',     by: 'ANY',     whose: 'EVERYBODYS' },
  'Query.operationsCursor':            { who: 'STAFF',     by: 'ANY',     whose: 'EVERYBODYS', refused: 'NULL' },
  'Query.reusedKeys':                  { who: 'STAFF',     by: 'ANY',     whose: 'EVERYBODYS' },
  'Query.riskSummary':                 { who: 'STAFF',     by: 'ANY',     whose: 'EVERYBODYS' },
  'Query.settlementTerms':             { who: 'STAFF',     by: 'ANY',     whose: 'EVERYBODYS' },
  'Query.transactionTotals':           { who: 'STAFF',     by: 'ANY',     whose: 'EVERYBODYS' },
  'Query.user':                        { who: 'STAFF',     by: 'ANY',     whose: 'EVERYBODYS' },
  'Query.userCount':                   { who: 'STAFF',     by: 'ANY',     whose: 'EVERYBODYS' },
  'Query.users':                       { who: 'STAFF',     by: 'ANY',     whose: 'EVERYBODYS' },
  'Query.walletTotals':                { who: 'STAFF',     by: 'ANY',     whose: 'EVERYBODYS' },
  'Subscription.operationsActivity':   { who: 'STAFF',     by: 'ANY',     whose: 'EVERYBODYS' },
  'Mutation.postTransaction':          { who: 'OPERATOR',  by: 'WRITER',  whose: 'EVERYBODYS' },
  'Mutation.reverseTransaction':       { who: 'OPERATOR',  by: 'WRITER',  whose: 'EVERYBODYS', confirmed: 'EVERYBODY' },
  'Mutation.freezeWallet':             { who: 'OPERATOR',  by: 'WRITER',  whose: 'EVERYBODYS' },
  'Mutation.unfreezeWallet':           { who: 'OPERATOR',  by: 'WRITER',  whose: 'EVERYBODYS' },
  'Mutation.setReviewRule':            { who: 'OPERATOR',  by: 'WRITER',  whose: 'EVERYBODYS', confirmed: 'EVERYBODY' },
  'Mutation.setRiskThreshold':         { who: 'OPERATOR',  by: 'WRITER',  whose: 'EVERYBODYS', confirmed: 'EVERYBODY' },
  'Mutation.suspendUser':              { who: 'OPERATOR',  by: 'SESSION', whose: 'EVERYBODYS', confirmed: 'EVERYBODY', note: 'Nobody can suspend themselves' },
  'Mutation.reactivateUser':           { who: 'OPERATOR',  by: 'SESSION', whose: 'EVERYBODYS' },
} as const satisfies Rules;

// prettier-ignore
const WITHIN_ANSWERS = {
  'User.apiTokens':                    { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'FORBIDDEN' },
  'User.emailVerifiedAt':              { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'NULL' },
  'User.passkeys':                     { who: 'SIGNED_IN', by: 'SESSION', whose: 'OWN', others: 'NULL', beforeFactor: true },
  'User.totpEnabledAt':                { who: 'SIGNED_IN', by: 'SESSION', whose: 'OWN', others: 'NULL', beforeFactor: true },
  'User.recoveryCodesLeft':            { who: 'SIGNED_IN', by: 'SESSION', whose: 'OWN', others: 'NULL', beforeFactor: true },
  'User.hasSecondFactor':              { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'NULL', beforeFactor: true },
  'User.awaitsSecondFactor':           { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN', others: 'NULL', beforeFactor: true },
  'ApiToken.revokedBy':                { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'NULL', note: 'One’s own: that one did it oneself' },
  'Transaction.entries':               { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'LEFT_OUT' },
  'Transaction.initiatedBy':           { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'NULL', note: 'One’s own: that one made it oneself' },
  'Transaction.idempotencyKey':        { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'NULL' },
  'TransactionParty.name':             { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'NAME' },
  'TransactionParty.wallet':           { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'NULL' },
  'Preview.balances':                  { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'LEFT_OUT' },
  'IdempotencyRecord.transaction':     { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'NULL' },
  'IdempotencyRecord.wallet':          { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'NULL' },
  'IdempotencyRecord.user':            { who: 'STAFF',     by: 'ANY',     whose: 'EVERYBODYS',   refused: 'NULL' },
  'IdempotencyRecord.auditEvent':      { who: 'STAFF',     by: 'ANY',     whose: 'EVERYBODYS',   refused: 'NULL' },
  'TransactionFilter.ownerId':         { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'LEFT_OUT' },
  'TransactionFilter.counterpartyId':  { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'LEFT_OUT' },
  'TransactionFilter.search':          { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'LEFT_OUT', note: 'Whom it is between, beside what it says' },
  'WalletFilter.search':               { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'LEFT_OUT', note: 'Whose it is, beside its name' },
  'TransferBatchFilter.search':        { who: 'SIGNED_IN', by: 'ANY',     whose: 'OWN_OR_STAFF', others: 'LEFT_OUT', note: 'Who sent it, beside its label' },
} as const satisfies Rules;

/** The table by its chapters. */
export const GRAPHQL_CHAPTERS = {
  'Signing in': SIGNING_IN,
  'One’s own account': ACCOUNT,
  Saving: SAVING,
  Operations: OPERATIONS,
  'Fields and filters that tell more to some': WITHIN_ANSWERS,
} as const satisfies Readonly<Record<string, Rules>>;

export const GRAPHQL_RULES = {
  ...SIGNING_IN,
  ...ACCOUNT,
  ...SAVING,
  ...OPERATIONS,
  ...WITHIN_ANSWERS,
} as const satisfies Readonly<Record<`Mutation.${MutationName}`, AccessRule>>;

/** The coordinate of a field that has a rule. */
export type Coordinate = keyof typeof GRAPHQL_RULES;
