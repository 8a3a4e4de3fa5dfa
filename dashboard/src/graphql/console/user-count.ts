import { graphql } from '../tada';

export const UserCountQuery = graphql(`
  query UserCount($search: String, $filter: UserFilter) {
    userCount(search: $search, filter: $filter)
  }
`);
