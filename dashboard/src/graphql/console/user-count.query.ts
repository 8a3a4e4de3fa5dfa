import { graphql } from '../tada';

export const UserCountQuery = graphql(`
  query UserCount($filter: UserFilter) {
    userCount(filter: $filter)
  }
`);
