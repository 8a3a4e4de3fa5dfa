import { graphql } from '../tada';
import { WalletFields } from '../wallet.fragment';

export const CloseWalletMutation = graphql(
  `
    mutation CloseWallet($id: ID!, $reason: String!, $idempotencyKey: String!) {
      wallet: closeWallet(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) {
        ...WalletFields
      }
    }
  `,
  [WalletFields],
);
