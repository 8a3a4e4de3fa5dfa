import { BalanceFields } from './balance.fragment';
import { graphql } from '../graphql/tada';

export const WalletFields = graphql(
  `
    fragment WalletFields on Wallet {
      id
      name
      currency
      status
      balance {
        ...BalanceFields
      }
    }
  `,
  [BalanceFields],
);
