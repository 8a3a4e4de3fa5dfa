import {
  Kind,
  parse,
  print,
  separateOperations,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';
import { FRAGMENTS } from './fragments.js';

/** GraphQL operations that REST executes. Lists alias `nodes` to `data`, so that a connection comes out in REST's shape. */
const OPERATIONS = `
  mutation signUp($input: RegisterInput!) { signUp(input: $input) { session { ...Session } } }
  mutation completeSignUp($input: CompleteSignUpInput!) { completeSignUp(input: $input) { ...Session } }
  mutation login($input: LoginInput!) { login(input: $input) { ...Session } }
  mutation logout { logout }
  query me { me { ...Account } }

  mutation closeAccount($reason: String) { closeAccount(reason: $reason) }
  mutation changePassword($input: ChangePasswordInput!) { changePassword(input: $input) }
  mutation confirmPassword($input: ConfirmPasswordInput!) { confirmPassword(input: $input) }
  query secondFactors { me { ...SecondFactors } }
  mutation startPasskeySignIn { startPasskeySignIn { options expiresAt } }
  mutation signInWithPasskey($input: PasskeyProofInput!) { signInWithPasskey(input: $input) { ...Session } }
  mutation startPasskeyRegistration { startPasskeyRegistration { options expiresAt } }
  mutation addPasskey($input: AddPasskeyInput!) { addPasskey(input: $input) { passkey { ...Passkey } recoveryCodes } }
  mutation renamePasskey($id: ID!, $input: RenamePasskeyInput!) { renamePasskey(id: $id, input: $input) { ...Passkey } }
  mutation removePasskey($id: ID!) { removePasskey(id: $id) }
  mutation startPasskeyConfirmation { startPasskeyConfirmation { options expiresAt } }
  mutation confirmWithPasskey($input: PasskeyProofInput!) { confirmWithPasskey(input: $input) }
  mutation startTotp { startTotp { secret uri } }
  mutation enableTotp($input: EnableTotpInput!) { enableTotp(input: $input) { totpEnabledAt recoveryCodes } }
  mutation disableTotp { disableTotp }
  mutation newRecoveryCodes { newRecoveryCodes { recoveryCodes } }
  mutation requestPasswordReset($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) }
  mutation resetPassword($input: ResetPasswordInput!) { resetPassword(input: $input) }
  mutation updateProfile($input: UpdateProfileInput!) { updateProfile(input: $input) { ...Account } }
  mutation changeEmail($input: ChangeEmailInput!) { changeEmail(input: $input) }
  mutation requestEmailVerification { requestEmailVerification }
  mutation verifyEmail($input: VerifyEmailInput!) { verifyEmail(input: $input) }
  query sessions($first: Int, $after: String, $last: Int, $before: String, $orderBy: UserSessionOrder) {
    sessions(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) { data: nodes { ...UserSession } pageInfo { ...PageInfo } totalCount }
  }
  mutation endSession($id: ID!) { endSession(id: $id) }
  mutation endOtherSessions { endOtherSessions }

  query apiTokens($first: Int, $after: String, $last: Int, $before: String, $orderBy: ApiTokenOrder, $status: [ApiTokenStatus!]) {
    me { apiTokens(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, status: $status) { data: nodes { ...ApiToken } pageInfo { ...PageInfo } totalCount } }
  }
  mutation createApiToken($input: CreateApiTokenInput!) {
    createApiToken(input: $input) { token apiToken { ...ApiToken } }
  }
  mutation revokeApiToken($id: ID!, $reason: String) { revokeApiToken(id: $id, reason: $reason) }

  query wallets($first: Int, $after: String, $last: Int, $before: String, $orderBy: WalletOrder, $sort: WalletSort, $filter: WalletFilter) {
    wallets(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, sort: $sort, filter: $filter) { data: nodes { ...Wallet } pageInfo { ...PageInfo } totalCount }
  }
  mutation createWallet($input: CreateWalletInput!, $idempotencyKey: String) {
    createWallet(input: $input, idempotencyKey: $idempotencyKey) { wallet { ...Wallet } }
  }
  query wallet($id: ID!) { wallet(id: $id) { ...Wallet } }
  query walletTransactions($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $orderBy: TransactionOrder, $filter: TransactionFilter) {
    wallet(id: $id) {
      transactions(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter) {
        data: nodes { ...Transaction } pageInfo { ...PageInfo } totalCount
      }
    }
  }
  query walletEntries($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $orderBy: EntryOrder, $filter: EntryFilter) {
    wallet(id: $id) {
      entries(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter) { data: nodes { ...WalletEntry } pageInfo { ...PageInfo } totalCount }
    }
  }
  query walletBalance($id: ID!, $at: DateTime!) { wallet(id: $id) { balanceAt(at: $at) { ...Money } } }
  query walletBalanceSeries(
    $id: ID!, $from: DateTime!, $to: DateTime!, $bucket: Bucket! = DAY, $timeZone: String
  ) {
    wallet(id: $id) {
      data: balanceSeries(from: $from, to: $to, bucket: $bucket, timeZone: $timeZone) { ...BalancePoint }
    }
  }
  query walletStatement($id: ID!, $from: DateTime!, $to: DateTime!, $first: Int, $after: String, $last: Int, $before: String, $orderBy: EntryOrder) {
    statement(walletId: $id, from: $from, to: $to) { ...Statement }
  }

  mutation deposit($input: DepositInput!, $idempotencyKey: String!) {
    deposit(input: $input, idempotencyKey: $idempotencyKey) { transaction { ...Transaction } }
  }
  mutation transfer($input: TransferInput!, $idempotencyKey: String!) {
    transfer(input: $input, idempotencyKey: $idempotencyKey) { transaction { ...Transaction } }
  }
  mutation withdraw($input: WithdrawInput!, $idempotencyKey: String!) {
    withdraw(input: $input, idempotencyKey: $idempotencyKey) { transaction { ...Transaction } }
  }

  query previewDeposit($input: DepositInput!) { previewDeposit(input: $input) { ...Preview } }
  query previewTransfer($input: TransferInput!) { previewTransfer(input: $input) { ...Preview } }
  query previewWithdraw($input: WithdrawInput!) { previewWithdraw(input: $input) { ...Preview } }
  mutation transferBatch(
    $input: [TransferInput!]!, $mode: BatchMode!, $label: String, $onlyIfNew: Boolean! = false, $idempotencyKey: String!
  ) {
    transferBatch(input: $input, mode: $mode, label: $label, onlyIfNew: $onlyIfNew, idempotencyKey: $idempotencyKey) {
      batch { ...TransferBatch }
    }
  }
  query transferBatches($first: Int, $after: String, $last: Int, $before: String, $orderBy: TransferBatchOrder, $filter: TransferBatchFilter) {
    transferBatches(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter) {
      data: nodes { ...ListedTransferBatch } pageInfo { ...PageInfo } totalCount
    }
  }
  query findTransferBatch($id: ID!) { transferBatch(id: $id) { ...TransferBatch } }

  mutation postTransaction($id: ID!, $reason: String, $idempotencyKey: String!) {
    postTransaction(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) { transaction { ...Transaction } }
  }
  mutation voidTransaction($id: ID!, $reason: String, $idempotencyKey: String!) {
    voidTransaction(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) { transaction { ...Transaction } }
  }
  mutation reverseTransaction($id: ID!, $reason: String!, $idempotencyKey: String!) {
    reverseTransaction(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) { transaction { ...Transaction } }
  }
  mutation freezeWallet($id: ID!, $reason: String!, $idempotencyKey: String) {
    freezeWallet(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) { wallet { ...Wallet } }
  }
  mutation unfreezeWallet($id: ID!, $reason: String, $idempotencyKey: String) {
    unfreezeWallet(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) { wallet { ...Wallet } }
  }
  mutation closeWallet($id: ID!, $reason: String, $idempotencyKey: String) {
    closeWallet(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) { wallet { ...Wallet } }
  }
  mutation setGoal($id: ID!, $input: SetGoalInput!) { setGoal(walletId: $id, input: $input) { wallet { ...Wallet } } }
  mutation removeGoal($id: ID!) { removeGoal(walletId: $id) { wallet { ...Wallet } } }
  mutation breakLock($id: ID!, $idempotencyKey: String) {
    breakLock(walletId: $id, idempotencyKey: $idempotencyKey) { wallet { ...Wallet } }
  }
  mutation keepLock($id: ID!) { keepLock(walletId: $id) { wallet { ...Wallet } } }
  mutation renameWallet($id: ID!, $name: String!) { renameWallet(walletId: $id, name: $name) { wallet { ...Wallet } } }
  mutation orderWallets($walletIds: [ID!]!) { data: orderWallets(walletIds: $walletIds) { ...Wallet } }

  query settlementTerms { settlementTerms { settlement pendingDays reviewRules { ...ReviewRule } } }
  mutation setReviewRule($currency: Currency!, $withdrawalsAbove: Decimal, $reason: String!, $idempotencyKey: String) {
    setReviewRule(currency: $currency, withdrawalsAbove: $withdrawalsAbove, reason: $reason, idempotencyKey: $idempotencyKey) {
      rule { ...ReviewRule }
    }
  }
  query auditEvents($first: Int, $after: String, $last: Int, $before: String, $orderBy: AuditEventOrder, $filter: AuditEventFilter) {
    auditEvents(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter) { data: nodes { ...AuditEvent } pageInfo { ...PageInfo } totalCount }
  }
  query reusedKeys($first: Int, $after: String, $last: Int, $before: String, $orderBy: ReusedKeyOrder, $filter: ReusedKeyFilter) {
    reusedKeys(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter) { data: nodes { ...ReusedKey } pageInfo { ...PageInfo } totalCount }
  }

  query transactions($first: Int, $after: String, $last: Int, $before: String, $orderBy: TransactionOrder, $filter: TransactionFilter) {
    transactions(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter) {
      data: nodes { ...Transaction } pageInfo { ...PageInfo } totalCount
    }
  }
  query transaction($id: ID!) { transaction(id: $id) { ...Transaction } }
  query idempotencyKey($key: String!, $userId: ID) { idempotencyKey(key: $key, userId: $userId) { ...IdempotencyRecord } }

  query transactionTotals($filter: TransactionFilter) { transactionTotals(filter: $filter) { ...TransactionTotals } }
  query walletTotals($filter: WalletFilter) { data: walletTotals(filter: $filter) { ...CurrencyTotal } }
  query declines($first: Int, $after: String, $last: Int, $before: String, $orderBy: DeclineOrder, $filter: DeclineFilter) {
    declines(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter) { data: nodes { ...Decline } pageInfo { ...PageInfo } totalCount }
  }
  query declineCounts($filter: DeclineFilter) { data: declineCounts(filter: $filter) { ...DeclineCount } }

  query entry($id: ID!) { entry(id: $id) { ...EntryOfTransaction } }
  query entryReceipt($id: ID!) { entry(id: $id) { receipt } }
  query signingKey { signingKey { ...SigningKey } }
  query signingKeys { signingKeys { ...SigningKey } }

  query users($first: Int, $after: String, $last: Int, $before: String, $orderBy: UserOrder, $filter: UserFilter) {
    users(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter) { data: nodes { ...User } pageInfo { ...PageInfo } totalCount }
  }
  query user($id: ID!) { user(id: $id) { ...User } }
  mutation suspendUser($id: ID!, $reason: String!, $idempotencyKey: String) {
    suspendUser(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) { user { ...User } }
  }
  mutation reactivateUser($id: ID!, $reason: String!, $idempotencyKey: String) {
    reactivateUser(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) { user { ...User } }
  }
  query riskSummary($input: RiskSummaryInput) { riskSummary(input: $input) { ...RiskSummary } }
  mutation setRiskThreshold($kind: RiskKind!, $currency: Currency!, $threshold: Decimal, $reason: String!, $idempotencyKey: String) {
    setRiskThreshold(kind: $kind, currency: $currency, threshold: $threshold, reason: $reason, idempotencyKey: $idempotencyKey) { threshold { ...RiskThreshold } }
  }
  query adminSummary($input: AdminSummaryInput) { adminSummary(input: $input) { ...AdminSummary } }
`;

/** One operation with the fragments that it needs, and nothing else. */
export interface StoredDocument {
  readonly source: string;
  readonly ast: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** Stored documents by the name of the operation. */
export const DOCUMENTS: ReadonlyMap<string, StoredDocument> = new Map(
  Object.entries(separateOperations(parse(OPERATIONS + FRAGMENTS, { noLocation: true }))).map(
    ([name, ast]) => {
      const operation = ast.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
      if (!operation) throw new Error(`The stored document ${name} has no operation`);
      return [name, { source: print(ast), ast, operation }] as const;
    },
  ),
);
