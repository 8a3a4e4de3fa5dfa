import { MoneyFields } from '../../../shared/ledger/money.fragment';
import { graphql } from '../../../shared/graphql/tada';

/** Reads the figures of a range, and of the one that it is compared with. */
export const OverviewQuery = graphql(
  `
    query Overview($input: AdminSummaryInput!, $previous: AdminSummaryInput!) {
      summary: adminSummary(input: $input) {
        asOf
        users {
          total
          registered
        }
        wallets {
          total
          active
          frozen
          closed
        }
        positions {
          currency
          customerPosted {
            ...MoneyFields
          }
          customerAvailable {
            ...MoneyFields
          }
          held {
            ...MoneyFields
          }
          treasury {
            ...MoneyFields
          }
          escrow {
            ...MoneyFields
          }
          trialBalance {
            ...MoneyFields
          }
        }
        volumes {
          currency
          type
          count
          amount {
            ...MoneyFields
          }
        }
        pending {
          currency
          count
          amount {
            ...MoneyFields
          }
        }
        activity {
          bucketStart
          transactions
          usersRegistered
          walletsOpened
          declines
        }
        declines {
          code
          count
        }
        integrity {
          trialBalanced
          lastVerifiedAt
          lastVerifiedTransactions
          problems
          signing
        }
      }
      previous: adminSummary(input: $previous) {
        volumes {
          currency
          type
          count
          amount {
            ...MoneyFields
          }
        }
        activity {
          usersRegistered
          walletsOpened
          declines
        }
      }
    }
  `,
  [MoneyFields],
);
