import { graphql } from '../../shared/graphql/tada';
import { WalletFields } from '../../shared/ledger/wallet.fragment';

export const FreezeWalletMutation = graphql(
  `
    mutation FreezeWallet($id: ID!, $reason: String!, $idempotencyKey: String!) {
      freezeWallet(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) {
        wallet {
          ...WalletFields
        }
      }
    }
  `,
  [WalletFields],
);
