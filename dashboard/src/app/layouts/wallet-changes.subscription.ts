import { BalanceFields } from '../../shared/ledger/balance.fragment';
import { graphql } from '../../shared/graphql/tada';

/** Follows changes of the saver's wallets. The name is left out, so that the cache can tell which wallets it has not seen. */
export const WalletChangesSubscription = graphql(
  `
    subscription WalletChanges {
      walletChanges {
        id
        sequence
        status
        balance {
          ...BalanceFields
        }
      }
    }
  `,
  [BalanceFields],
);
