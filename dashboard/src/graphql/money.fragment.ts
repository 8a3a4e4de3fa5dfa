import { graphql } from '../shared/graphql/tada';

export const MoneyFields = graphql(`
  fragment MoneyFields on Money {
    amount
    currency
    minorUnits
  }
`);
