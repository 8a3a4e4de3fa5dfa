import { graphql } from '../tada';
import { WalletFields } from '../wallet.fragment';

export const FreezeWalletMutation = graphql(
  `
    mutation FreezeWallet($id: ID!, $reason: String!, $idempotencyKey: String!) {
      wallet: freezeWallet(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) {
        ...WalletFields
      }
    }
  `,
  [WalletFields],
);
