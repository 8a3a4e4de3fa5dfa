import type { Answer } from './answer.js';
import { books } from './books.js';
import type { Client, User } from './client.js';
import type { TestLedger } from './ledger.js';

interface Whom {
  readonly id: string;
}

interface Why {
  readonly reason?: string;
  readonly key?: string;
}

const DOCUMENT = (what: string) =>
  `mutation ($id: ID!, $reason: String!, $key: String) {
    ${what}(id: $id, reason: $reason, idempotencyKey: $key) { id email status } }`;

export async function suspend(client: Client, { id }: Whom, { reason = 'Fraud', key }: Why = {}) {
  return client.graphql(DOCUMENT('suspendUser'), { id, reason, key });
}

export async function reactivate(client: Client, { id }: Whom, { reason = 'Cleared', key }: Why = {}) {
  return client.graphql(DOCUMENT('reactivateUser'), { id, reason, key });
}

/** Returns the code of a GraphQL answer's error, if it has one. */
export function codeOf(answer: Answer): unknown {
  return answer.at('errors.0.extensions.code');
}

/** The user as they see themselves; undefined once they are signed out. */
export async function statusSeenBy(user: User | Client): Promise<unknown> {
  return (await user.graphql('{ me { status } }')).at('data.me.status');
}

/** Reads a user's audit events, oldest first, as [who, what, why]. */
export async function eventsOf({ storage }: Pick<TestLedger, 'storage'>, { id }: Whom) {
  const { auditEvents } = await books(storage);
  return auditEvents
    .filter(({ user_id }) => user_id === id)
    .map(({ actor_id, action, reason }) => [actor_id, action, reason]);
}
