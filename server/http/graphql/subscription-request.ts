import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parseExactJson } from './exact-json.js';
import { RequestError } from '../../errors/problem.js';
import type { SubscriptionRequest } from '../../graphql/engine/subscriptions.js';
import type { TrustedDocuments } from './trusted-documents.js';
import { withAdmitted } from './trusted-request.js';

const asked = z.object(
  {
    query: z.string('It must have a query, which is a string'),
    operationName: z.string('operationName must be a string').nullish(),
    variables: z.record(z.string(), z.unknown(), 'variables must be an object').nullish(),
  },
  'It must be a JSON object',
);

/**
 * Reads a GraphQL request from the query string of a GET or the JSON body of a POST.
 *
 * @param documents Documents that clients may send; undefined for any.
 * @throws RequestError BAD_USER_INPUT, DOCUMENT_NOT_TRUSTED
 */
export function subscriptionRequest(
  { method, query, body }: FastifyRequest,
  documents: TrustedDocuments | undefined,
): SubscriptionRequest {
  const given = method === 'GET' ? withParsedVariables(query) : body;
  const { data, error } = asked.safeParse(documents ? withAdmitted(given, documents) : given);
  if (error) throw notValid(error.issues[0]?.message ?? '');
  return data;
}

/** Parses the variables of a query string, which are JSON themselves. */
function withParsedVariables(query: unknown): unknown {
  if (typeof query !== 'object' || query === null || !('variables' in query)) return query;
  const { variables } = query;
  if (typeof variables !== 'string' || variables === '') return { ...query, variables: null };
  return { ...query, variables: parseExactJson(variables, 'variables') };
}

function notValid(reason: string): RequestError {
  return new RequestError('BAD_USER_INPUT', `This is not a valid GraphQL request. ${reason}`);
}
