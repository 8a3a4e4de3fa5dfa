import { graphql } from '../../../shared/graphql/tada';
import { WalletFields } from '../../../shared/ledger/wallet.fragment';

/** The wallets from which an operator can send. */
export const OwnWalletsQuery = graphql(
  `
    query OwnWallets($ownerId: ID!) {
      wallets(first: 100, filter: { ownerId: $ownerId, status: [ACTIVE] }) {
        nodes {
          ...WalletFields
        }
      }
    }
  `,
  [WalletFields],
);
