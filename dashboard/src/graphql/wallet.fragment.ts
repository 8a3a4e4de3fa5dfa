import { MoneyFields } from './money.fragment';
import { graphql } from './tada';

export const WalletFields = graphql(
  `
    fragment WalletFields on Wallet {
      id
      name
      currency
      status
      balance {
        posted {
          ...MoneyFields
        }
        available {
          ...MoneyFields
        }
        held {
          ...MoneyFields
        }
        incoming {
          ...MoneyFields
        }
      }
    }
  `,
  [MoneyFields],
);
