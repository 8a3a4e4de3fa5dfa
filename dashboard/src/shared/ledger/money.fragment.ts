import { graphql } from '../graphql/tada';

export const MoneyFields = graphql(`
  fragment MoneyFields on Money {
    amount
    currency
    minorUnits
  }
`);
