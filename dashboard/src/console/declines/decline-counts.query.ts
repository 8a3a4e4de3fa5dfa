import { graphql } from '../../shared/graphql/tada';

export const DeclineCountsQuery = graphql(`
  query DeclineCounts($filter: DeclineFilter) {
    declineCounts(filter: $filter) {
      code
      count
    }
  }
`);
