const MONEY = '{ amount currency minorUnits }';
const PARTY = '{ walletId kind name ownerName wallet { id } }';

/** The fields of a transaction that the dashboard's lists show. */
export const TRANSACTION = `{
  id type status amount ${MONEY} source ${PARTY} destination ${PARTY}
  reference description createdAt postedAt voidedAt expiresAt voidReason
}`;

/** Query of a wallet's page: the wallet, 20 entries, and the transactions that they belong to. */
export const WALLET_PAGE = `query ($id: ID!) {
  wallet(id: $id) {
    id name currency status
    balance { posted ${MONEY} available ${MONEY} held ${MONEY} incoming ${MONEY} }
    entries(first: 20) {
      nodes { id sequence createdAt amount ${MONEY} balanceAfter ${MONEY} transaction ${TRANSACTION} }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

export const BALANCE = `query ($id: ID!) { wallet(id: $id) { balance { posted ${MONEY} available ${MONEY} } } }`;

/** Query of the console's first page. */
export const ADMIN_SUMMARY = `{
  adminSummary {
    asOf
    users { total registered }
    wallets { total active frozen closed }
    positions { currency customerPosted ${MONEY} held ${MONEY} treasury ${MONEY} trialBalance ${MONEY} }
    volumes { currency type count amount ${MONEY} }
    series { bucketStart currency type count amount ${MONEY} }
    pending { currency count amount ${MONEY} }
    declines { code count }
    integrity { trialBalanced lastVerifiedAt problems }
  }
}`;

export const SEARCH = `query ($search: String!) {
  users(first: 5, filter: { search: $search }) { nodes { id displayName email role } pageInfo { hasNextPage } }
  wallets(first: 5, filter: { search: $search }) {
    nodes { id name currency kind owner { id displayName } } pageInfo { hasNextPage }
  }
  transactions(first: 5, filter: { search: $search }) { nodes ${TRANSACTION} pageInfo { hasNextPage } }
}`;

/** Query of the page of risks. */
export const RISK_SUMMARY = `{
  riskSummary {
    asOf
    concentration { currency holders top1Share top10Share total ${MONEY} top { share user { id displayName } } }
    unusualMovements { id direction at reason times amount ${MONEY} usual ${MONEY} user { id displayName } }
    flows { currency day moneyIn ${MONEY} moneyOut ${MONEY} net ${MONEY} }
    coverage { currency pendingCount ratio daysOfCover cash ${MONEY} pendingOut ${MONEY} }
    ageing { currency type age count oldestAt amount ${MONEY} }
    thresholds { kind currency unit threshold value beyond setAt }
    alerts { kind currency unit threshold value raisedAt }
  }
}`;
