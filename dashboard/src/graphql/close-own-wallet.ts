import { graphql } from './tada';
import { WalletFields } from './wallet.fragment';

export const CloseOwnWalletMutation = graphql(
  `
    mutation CloseOwnWallet($id: ID!, $idempotencyKey: String!) {
      wallet: closeWallet(id: $id, idempotencyKey: $idempotencyKey) {
        ...WalletFields
      }
    }
  `,
  [WalletFields],
);
