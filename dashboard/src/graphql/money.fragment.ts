import { graphql } from './tada';

export const MoneyFields = graphql(`
  fragment MoneyFields on Money {
    amount
    currency
    minorUnits
  }
`);
