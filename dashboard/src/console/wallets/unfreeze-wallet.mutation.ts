import { graphql } from '../../shared/graphql/tada';
import { WalletFields } from '../../shared/ledger/wallet.fragment';

export const UnfreezeWalletMutation = graphql(
  `
    mutation UnfreezeWallet($id: ID!, $reason: String!, $idempotencyKey: String!) {
      unfreezeWallet(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) {
        wallet {
          ...WalletFields
        }
      }
    }
  `,
  [WalletFields],
);
