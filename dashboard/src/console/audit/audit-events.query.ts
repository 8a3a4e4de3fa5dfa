import { graphql } from '../../shared/graphql/tada';

export const AuditEventsQuery = graphql(`
  query AuditEvents($filter: AuditEventFilter, $after: String) {
    auditEvents(first: 50, after: $after, filter: $filter) {
      nodes {
        sequence
        at
        action
        reason
        details
        personal
        actor {
          id
          displayName
        }
        transaction {
          id
          type
        }
        wallet {
          id
          name
        }
        user {
          id
          displayName
        }
        batch {
          id
          label
          itemCount
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
