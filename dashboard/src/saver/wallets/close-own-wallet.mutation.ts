import { graphql } from '../../shared/graphql/tada';
import { WalletFields } from '../../shared/ledger/wallet.fragment';

export const CloseOwnWalletMutation = graphql(
  `
    mutation CloseOwnWallet($id: ID!, $idempotencyKey: String!) {
      closeWallet(id: $id, idempotencyKey: $idempotencyKey) {
        wallet {
          ...WalletFields
        }
      }
    }
  `,
  [WalletFields],
);
