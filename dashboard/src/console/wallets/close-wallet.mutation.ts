import { graphql } from '../../shared/graphql/tada';
import { WalletFields } from '../../shared/ledger/wallet.fragment';

export const CloseWalletMutation = graphql(
  `
    mutation CloseWallet($id: ID!, $reason: String!, $idempotencyKey: String!) {
      closeWallet(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) {
        wallet {
          ...WalletFields
        }
      }
    }
  `,
  [WalletFields],
);
