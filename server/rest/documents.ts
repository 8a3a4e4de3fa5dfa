import {
  Kind,
  parse,
  print,
  separateOperations,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';

/**
 * What REST asks the schema for. A fragment is a schema of the OpenAPI document, under its name; lists alias `nodes` to
 * `data`, so that a connection comes out in REST's shape.
 */
const SOURCE = `
  mutation register($input: RegisterInput!) { register(input: $input) { ...Session } }
  mutation login($input: LoginInput!) { login(input: $input) { ...Session } }
  mutation logout { logout }
  query me { me { ...User } }

  query wallets($first: Int! = 20, $after: String, $filter: WalletFilter) {
    wallets(first: $first, after: $after, filter: $filter) { data: nodes { ...Wallet } pageInfo { ...PageInfo } }
  }
  mutation createWallet($input: CreateWalletInput!, $idempotencyKey: String) {
    createWallet(input: $input, idempotencyKey: $idempotencyKey) { ...Wallet }
  }
  query wallet($id: ID!) { wallet(id: $id) { ...Wallet } }
  query walletTransactions($id: ID!, $first: Int! = 20, $after: String, $filter: TransactionFilter) {
    wallet(id: $id) {
      transactions(first: $first, after: $after, filter: $filter) {
        data: nodes { ...Transaction } pageInfo { ...PageInfo }
      }
    }
  }
  query walletEntries($id: ID!, $first: Int! = 20, $after: String, $filter: EntryFilter) {
    wallet(id: $id) {
      entries(first: $first, after: $after, filter: $filter) { data: nodes { ...WalletEntry } pageInfo { ...PageInfo } }
    }
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

  query transactions($first: Int! = 20, $after: String, $filter: TransactionFilter) {
    transactions(first: $first, after: $after, filter: $filter) {
      data: nodes { ...Transaction } pageInfo { ...PageInfo }
    }
  }
  query transaction($id: ID!) { transaction(id: $id) { ...Transaction } }
  query idempotencyKey($key: String!) { idempotencyKey(key: $key) { ...IdempotencyRecord } }

  query users($first: Int! = 20, $after: String, $filter: UserFilter, $search: String) {
    users(first: $first, after: $after, filter: $filter, search: $search) { data: nodes { ...User } pageInfo { ...PageInfo } }
  }
  query adminSummary($input: AdminSummaryInput) { adminSummary(input: $input) { ...AdminSummary } }

  fragment Money on Money { amount currency minorUnits }
  fragment PageInfo on PageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  fragment User on User { id email displayName role status createdAt }
  fragment Session on Session { token expiresAt user { ...User } }
  fragment Balance on Balance {
    posted { ...Money } available { ...Money } held { ...Money } incoming { ...Money }
  }
  fragment Wallet on Wallet {
    id name currency kind status createdAt balance { ...Balance } owner { ...User }
  }
  fragment Party on TransactionParty { walletId kind name ownerName }
  fragment Transaction on Transaction {
    id type status amount { ...Money } source { ...Party } destination { ...Party }
    reference description metadata createdAt postedAt reversalOf { id } reversedBy { id } entries { ...Entry }
  }
  fragment Entry on Entry {
    id sequence amount { ...Money } balanceAfter { ...Money } createdAt wallet { id }
  }
  fragment WalletEntry on Entry {
    id sequence amount { ...Money } balanceAfter { ...Money } createdAt
    transaction { id type status source { ...Party } destination { ...Party } reference description }
  }
  fragment IdempotencyRecord on IdempotencyRecord {
    key operation createdAt transaction { ...Transaction } wallet { ...Wallet }
    rejection { code message details }
  }
  fragment Volume on Volume {
    currency type count amount { ...Money } previousCount previousAmount { ...Money }
  }
  fragment AdminSummary on AdminSummary {
    asOf from to bucket
    users { total active registered }
    wallets { total active frozen closed }
    positions {
      currency customerPosted { ...Money } customerAvailable { ...Money } held { ...Money }
      treasury { ...Money } escrow { ...Money } trialBalance { ...Money }
    }
    volumes { ...Volume }
    series { bucketStart currency type count amount { ...Money } }
    activity { bucketStart transactions usersRegistered walletsOpened declines }
    customerFunds {
      currency opening { ...Money } closing { ...Money } points { bucketStart amount { ...Money } }
    }
    pending { ...Volume }
    declines { code count }
    integrity { trialBalanced lastVerifiedAt lastVerifiedTransactions problems }
  }
`;

/** One operation with the fragments that it needs, and nothing else. */
export interface StoredDocument {
  readonly source: string;
  readonly ast: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** By the name of the operation. */
export const DOCUMENTS: ReadonlyMap<string, StoredDocument> = new Map(
  Object.entries(separateOperations(parse(SOURCE, { noLocation: true }))).map(([name, ast]) => {
    const operation = ast.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    if (!operation) throw new Error(`The stored document ${name} has no operation`);
    return [name, { source: print(ast), ast, operation }] as const;
  }),
);
