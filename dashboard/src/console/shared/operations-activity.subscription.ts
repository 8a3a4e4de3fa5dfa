import { graphql } from '../../shared/graphql/tada';

/** Notifies that something has happened. Pages then query what they show again. */
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
