/** The promised schema; nothing here is ever taken from the code. */
export const CONTRACT = `
scalar DateTime scalar Decimal scalar JSONObject
input AdminSummaryInput { from: DateTime to: DateTime currency: Currency bucket: Bucket }
enum Bucket { HOUR DAY WEEK MONTH }
enum Currency { KES UGX TZS NGN GHS ZAR RWF XOF EGP INR USD EUR GBP JPY KWD }
enum Role { CUSTOMER ANALYST OPERATOR }
input RegisterInput { email: String! password: String! displayName: String! }
input LoginInput { email: String! password: String! }
input CreateWalletInput { name: String! currency: Currency! }
input DepositInput {
  walletId: ID! amount: Decimal! currency: Currency! description: String reference: String metadata: JSONObject }
input WithdrawInput { walletId: ID! amount: Decimal! currency: Currency! }
input TransferInput { fromWalletId: ID! toWalletId: ID toEmail: String amount: Decimal! currency: Currency! }
input CreateApiTokenInput { name: String! }
input WalletFilter { currency: Currency }
input TransactionFilter { currency: Currency }

type Query {
  me: User
  user(id: ID!): User
  users(first: Int, after: String, search: String): UserConnection!
  wallet(id: ID!): Wallet
  wallets(first: Int, after: String, filter: WalletFilter): WalletConnection!
  transaction(id: ID!): Transaction
  transactions(first: Int, after: String, filter: TransactionFilter): TransactionConnection!
  idempotencyKey(key: String!): IdempotencyRecord
  adminSummary(input: AdminSummaryInput): AdminSummary!
}
type Mutation {
  register(input: RegisterInput!): Session!
  login(input: LoginInput!): Session!
  logout: Boolean!
  createWallet(input: CreateWalletInput!): Wallet!
  deposit(input: DepositInput!, idempotencyKey: String!): TransactionPayload!
  transfer(input: TransferInput!, idempotencyKey: String!): TransactionPayload!
  withdraw(input: WithdrawInput!, idempotencyKey: String!): TransactionPayload!
  postTransaction(id: ID!, idempotencyKey: String!): TransactionPayload!
  voidTransaction(id: ID!, reason: String, idempotencyKey: String!): TransactionPayload!
  reverseTransaction(id: ID!, reason: String!, idempotencyKey: String!): TransactionPayload!
  freezeWallet(id: ID!, reason: String!): Wallet!
  unfreezeWallet(id: ID!): Wallet!
  closeWallet(id: ID!): Wallet!
  createApiToken(input: CreateApiTokenInput!): ApiTokenPayload!
  revokeApiToken(id: ID!): Boolean!
}
type Subscription { walletActivity(walletId: ID!, afterSequence: Int): WalletActivity! }

type IdempotencyRecord { key: String! }
type ApiTokenPayload { token: String! }
type WalletActivity { sequence: Int! }
type UserConnection { edges: [UserEdge!]! nodes: [User!]! pageInfo: PageInfo! }
type WalletConnection { edges: [WalletEdge!]! nodes: [Wallet!]! pageInfo: PageInfo! }
type TransactionConnection { edges: [TransactionEdge!]! nodes: [Transaction!]! pageInfo: PageInfo! }
type EntryConnection { edges: [EntryEdge!]! nodes: [Entry!]! pageInfo: PageInfo! }
type UserEdge { cursor: String! node: User! }
type WalletEdge { cursor: String! node: Wallet! }
type TransactionEdge { cursor: String! node: Transaction! }
type EntryEdge { cursor: String! node: Entry! }
type PageInfo { hasNextPage: Boolean! endCursor: String }
type TransactionPayload { transaction: Transaction! replayed: Boolean! }
type Transaction {
  id: ID! type: TransactionType! status: TransactionStatus! amount: Money!
  source: TransactionParty! destination: TransactionParty!
  reference: String description: String metadata: JSONObject
  createdAt: DateTime! postedAt: DateTime reversalOf: Transaction reversedBy: Transaction entries: [Entry!]!
}
enum TransactionType { DEPOSIT TRANSFER WITHDRAWAL REVERSAL }
enum TransactionStatus { PENDING POSTED VOIDED }
type TransactionParty { walletId: ID! kind: WalletKind! name: String! ownerName: String wallet: Wallet }
type Wallet {
  id: ID! name: String! currency: Currency! kind: WalletKind! status: WalletStatus! owner: User createdAt: DateTime!
  balance: Balance!
  transactions(first: Int, after: String, filter: TransactionFilter): TransactionConnection!
  entries(first: Int, after: String): EntryConnection!
}
type Balance { posted: Money! available: Money! held: Money! incoming: Money! }
type Money { amount: Decimal! currency: Currency! minorUnits: String! }
enum WalletKind { CUSTOMER TREASURY ESCROW }
enum WalletStatus { ACTIVE FROZEN CLOSED }
type Entry {
  id: ID! sequence: Int! amount: Money! balanceAfter: Money! transaction: Transaction! wallet: Wallet! createdAt: DateTime!
}
enum UserStatus { ACTIVE SUSPENDED }
type User {
  id: ID! email: String! displayName: String! role: Role! status: UserStatus! createdAt: DateTime!
  wallets(first: Int, after: String): WalletConnection!
}
type Session { token: String! user: User! expiresAt: DateTime! }
type AdminSummary {
  asOf: DateTime! users: UserCounts! wallets: WalletCounts! positions: [CurrencyPosition!]! volumes: [Volume!]!
  series: [VolumePoint!]! pending: [Volume!]! declines: [DeclineCount!]! integrity: Integrity!
}
type UserCounts { total: Int! active: Int! registered: Int! }
type WalletCounts { total: Int! active: Int! frozen: Int! closed: Int! }
type CurrencyPosition {
  currency: Currency! customerPosted: Money! customerAvailable: Money! held: Money! treasury: Money! escrow: Money!
  trialBalance: Money!
}
type Volume {
  currency: Currency! type: TransactionType! count: Int! amount: Money! previousCount: Int previousAmount: Money }
type VolumePoint { bucketStart: DateTime! currency: Currency! type: TransactionType! count: Int! amount: Money! }
type DeclineCount { count: Int! }
type Integrity { trialBalanced: Boolean! lastVerifiedAt: DateTime lastVerifiedTransactions: Int problems: Int }
`;

export const ROUTES = [
  ['POST', '/api/auth/register'],
  ['POST', '/api/auth/login'],
  ['POST', '/api/auth/logout'],
  ['GET', '/api/me'],
  ['GET', '/api/wallets'],
  ['POST', '/api/wallets'],
  ['GET', '/api/wallets/{id}'],
  ['GET', '/api/wallets/{id}/transactions'],
  ['GET', '/api/wallets/{id}/entries'],
  ['POST', '/api/deposits'],
  ['POST', '/api/transfers'],
  ['POST', '/api/withdrawals'],
  ['GET', '/api/transactions'],
  ['GET', '/api/transactions/{id}'],
  ['POST', '/api/transactions/{id}/post'],
  ['POST', '/api/transactions/{id}/void'],
  ['POST', '/api/transactions/{id}/reverse'],
  ['GET', '/api/users'],
  ['GET', '/api/dashboard/admin'],
] as const;
