import type { ApiTokenRequest } from '../../server/identity/sessions/api-token-request.js';
import { User, type TestApi } from './api.js';
import { rawRows } from './raw-sql.js';

const CREATE = `mutation ($input: CreateApiTokenInput!) {
  createApiToken(input: $input) {
    token
    apiToken { id name role access ending status createdAt expiresAt lastUsedAt revokedAt user { id } revokedBy { id } }
  }
}`;
const REVOKE = 'mutation ($id: ID!, $reason: String) { revokeApiToken(id: $id, reason: $reason) }';

/** Asks for a token by GraphQL. */
export async function askForToken(owner: User, input: Partial<ApiTokenRequest> = {}) {
  return owner.graphql(CREATE, { input: { name: 'Nightly export', ...input } });
}

/** A program that acts for somebody. */
export interface Program {
  /** Id of the token. */
  readonly id: string;
  readonly client: User;
}

export async function tokenOf(
  api: TestApi,
  owner: User,
  input: Partial<ApiTokenRequest> = {},
): Promise<Program> {
  const answer = await askForToken(owner, input);
  const client = new User(api, owner.id, owner.email, answer.text('data.createApiToken.token'));
  return { id: answer.text('data.createApiToken.apiToken.id'), client };
}

export async function revoke(by: User, id: string, reason?: string) {
  return by.graphql(REVOKE, { id, reason });
}

/** Reads the audit events about a user, without the chain. */
export async function auditOf(api: TestApi, user: User) {
  const rows = await rawRows<{
    action: string;
    actor_id: string | null;
    reason: string | null;
    details: string;
  }>(
    api,
    `select action, actor_id, reason, details from audit_events where user_id = ? and action like 'API_TOKEN%' order by sequence`,
    [user.id],
  );
  return rows.map(({ details, ...row }) => ({ ...row, details: JSON.parse(details) as unknown }));
}

/** The extensions of the first error of a GraphQL answer: its code and details. */
export const errorOf = (answer: { at(path: string): unknown }): unknown => answer.at('errors.0.extensions');
