/** Selections of REST's answers: each is a schema of the OpenAPI document, under its name. */
export const FRAGMENTS = `
  fragment Money on Money { amount currency minorUnits }
  fragment PageInfo on PageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  fragment User on User { id email displayName role status createdAt }
  fragment Account on User { id email displayName role status createdAt emailVerifiedAt }
  fragment Passkey on Passkey { id name backedUp createdAt lastUsedAt }
  fragment SecondFactors on User {
    hasSecondFactor awaitsSecondFactor passkeys { ...Passkey } totpEnabledAt recoveryCodesLeft
  }
  fragment UserSession on UserSession { id current device address createdAt lastUsedAt expiresAt }
  fragment Session on Session { token expiresAt user { ...User } }
  fragment ApiToken on ApiToken {
    id name role access ending status createdAt expiresAt lastUsedAt revokedAt
  }
  fragment Balance on Balance {
    posted { ...Money } available { ...Money } held { ...Money } incoming { ...Money }
  }
  fragment BalancePoint on BalancePoint { bucketStart balance { ...Money } }
  fragment Goal on Goal {
    target { ...Money } date colour emoji progress remaining { ...Money } neededPerDay { ...Money } neededPerWeek { ...Money }
    reachedOn reachedAt lock { until waitHours opensAt }
  }
  fragment Wallet on Wallet {
    id name currency kind status createdAt balance { ...Balance } owner { ...User } goal { ...Goal }
  }
  fragment Party on TransactionParty { walletId kind name ownerName }
  fragment Transaction on Transaction {
    id type status amount { ...Money } source { ...Party } destination { ...Party }
    reference description metadata createdAt postedAt voidedAt expiresAt reversalOf { id } reversedBy { id } entries { ...Entry }
    initiatedBy { ...User } idempotencyKey voidReason
  }
  fragment Entry on Entry {
    id sequence amount { ...Money } balanceAfter { ...Money } createdAt wallet { id }
  }
  fragment EntryOfTransaction on Entry {
    id sequence amount { ...Money } balanceAfter { ...Money } createdAt wallet { id } transaction { ...Transaction }
  }
  fragment WalletEntry on Entry {
    id sequence amount { ...Money } balanceAfter { ...Money } createdAt
    transaction { id type status source { ...Party } destination { ...Party } reference description }
  }
  fragment Preview on Preview {
    status expiresAt decline { code message details }
    balances { wallet { id name currency } before { ...Balance } after { ...Balance } }
  }
  fragment TransferBatch on TransferBatch {
    id mode label contentDigest itemCount transferred declined totals { ...Money } createdAt initiatedBy { id displayName }
    items(first: 1000) {
      index to amount { ...Money } description reference transaction { id status } error { code message details }
    }
  }
  fragment ListedTransferBatch on TransferBatch {
    id mode label contentDigest itemCount transferred declined totals { ...Money } createdAt initiatedBy { id displayName }
  }
  fragment ReviewRule on ReviewRule { currency withdrawalsAbove { ...Money } setAt }
  fragment AuditEvent on AuditEvent {
    sequence at action reason details personal hash actor { id displayName } transaction { id } wallet { id name } user { id displayName }
    batch { id label }
  }
  fragment ReusedKey on ReusedKey {
    key replays conflicts lastAt user { id displayName }
    record { operation createdAt transaction { id } wallet { id } batch { id } rejection { code message details } }
  }
  fragment CurrencyTotal on CurrencyTotal { currency count amount { ...Money } }
  fragment Statement on Statement {
    wallet { ...Wallet } from to opening { ...Money } closing { ...Money }
    credits { ...CurrencyTotal } debits { ...CurrencyTotal }
    entries(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) { data: nodes { ...WalletEntry } pageInfo { ...PageInfo } totalCount }
  }
  fragment TransactionTotals on TransactionTotals { complete totals { ...CurrencyTotal } }
  fragment Decline on Decline { id key operation createdAt user { ...User } rejection { code message details } }
  fragment DeclineCount on DeclineCount { code count }
  fragment IdempotencyRecord on IdempotencyRecord {
    key operation createdAt replays conflicts lastUsedAgainAt
    transaction { ...Transaction } wallet { ...Wallet } batch { ...TransferBatch } user { ...User }
    auditEvent { ...AuditEvent }
    rejection { code message details }
  }
  fragment SigningKey on SigningKey { id algorithm publicKey }
  fragment Volume on Volume {
    currency type count amount { ...Money } previousCount previousAmount { ...Money }
  }
  fragment RiskThreshold on RiskThreshold { kind currency unit threshold value beyond setAt }
  fragment RiskAlert on RiskAlert { kind currency unit threshold value raisedAt clearedAt }
  fragment RiskSummary on RiskSummary {
    asOf timeZone
    concentration {
      currency total { ...Money } holders top1Share top5Share top10Share
      top { user { id displayName } amount { ...Money } share }
    }
    unusualMovements {
      user { id displayName } transaction { id type status } amount { ...Money } direction at
      reason usual { ...Money } times movements why
    }
    flows { currency day moneyIn { ...Money } moneyOut { ...Money } net { ...Money } }
    coverage { currency cash { ...Money } pendingOut { ...Money } pendingCount ratio dailyNetOutflow { ...Money } daysOfCover }
    ageing { currency type age count amount { ...Money } oldestAt }
    thresholds { ...RiskThreshold } alerts { ...RiskAlert } pastAlerts { ...RiskAlert }
  }
  fragment IntegrityProblem on IntegrityProblem { code table id message expected found }
  fragment Checkpoint on Checkpoint { number createdAt treeSize root keyId }
  fragment AdminSummary on AdminSummary {
    asOf from to bucket timeZone
    users { total active suspended closed registered }
    wallets { total active frozen closed }
    positions {
      currency customerPosted { ...Money } customerAvailable { ...Money } held { ...Money }
      treasury { ...Money } escrow { ...Money } trialBalance { ...Money }
    }
    volumes { ...Volume }
    series { bucketStart currency type count amount { ...Money } }
    activity { bucketStart transactions usersRegistered walletsOpened declines replays keyConflicts }
    customerFunds {
      currency opening { ...Money } closing { ...Money } points { bucketStart amount { ...Money } }
    }
    pending { ...Volume }
    declines { code count }
    integrity {
      trialBalanced lastVerifiedAt lastVerifiedTransactions problems problemList { ...IntegrityProblem }
      kind durationMs lastFullVerifiedAt lastCheckpoint { ...Checkpoint }
    }
  }
`;
