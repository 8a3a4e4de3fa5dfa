import { graphql } from '../graphql/tada';
import { WalletFields } from './wallet.fragment';

export const CreateWalletMutation = graphql(
  `
    mutation CreateWallet($input: CreateWalletInput!, $idempotencyKey: String!) {
      createWallet(input: $input, idempotencyKey: $idempotencyKey) {
        wallet {
          ...WalletFields
        }
      }
    }
  `,
  [WalletFields],
);
