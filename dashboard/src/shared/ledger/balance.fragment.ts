import { MoneyFields } from './money.fragment';
import { graphql } from '../graphql/tada';

export const BalanceFields = graphql(
  `
    fragment BalanceFields on Balance {
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
  `,
  [MoneyFields],
);
