import { graphql } from '../../shared/graphql/tada';

export const UserCountQuery = graphql(`
  query UserCount($filter: UserFilter) {
    userCount(filter: $filter)
  }
`);
