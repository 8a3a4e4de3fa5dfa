import { graphql } from '../../shared/graphql/tada';

/** That something has happened. What it comes to is asked for again by whoever shows it. */
export const OperationsActivitySubscription = graphql(`
  subscription OperationsActivity($after: String) {
    operationsActivity(after: $after) {
      cursor
      transaction {
        id
      }
      auditEvent {
        sequence
      }
    }
  }
`);
