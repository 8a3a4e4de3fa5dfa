import type { FastifyRequest } from 'fastify';
import { RequestError } from '../../errors/problem.js';
import type { AskedDocument, TrustedDocuments } from './trusted-documents.js';

/**
 * Puts the document's text into the request, where its handler reads it: for a GET into the URL, which Apollo parses by
 * itself.
 *
 * @throws RequestError DOCUMENT_NOT_TRUSTED
 */
export function admitDocument(request: FastifyRequest, documents: TrustedDocuments): void {
  if (request.method !== 'GET') {
    request.body = withAdmitted(request.body, documents);
    return;
  }
  const { searchParams: asked } = new URL(request.url, 'http://localhost');
  if (asked.getAll('query').length > 1)
    throw new RequestError('BAD_USER_INPUT', 'The query string has more than one query');
  const text = documents.admit({
    query: asked.get('query'),
    documentId: asked.get('documentId'),
    extensions: parsedOrNothing(asked.get('extensions')),
  });
  if (text === undefined) return;
  asked.set('query', text);
  // The id has been resolved; Apollo would look for it among those that it has seen.
  asked.delete('extensions');
  request.raw.url = `/graphql?${asked.toString()}`;
}

/**
 * Adds the document's text to a body or parsed query string and removes extensions, whose only use is the id; returns it
 * unchanged without a document.
 */
export function withAdmitted(asked: unknown, documents: TrustedDocuments): unknown {
  if (!isRecord(asked)) return asked;
  const { extensions, ...rest } = asked;
  const text = documents.admit({ ...rest, extensions: readExtensions(extensions) });
  return text === undefined ? asked : { ...rest, query: text };
}

function readExtensions(extensions: unknown): unknown {
  return typeof extensions === 'string' ? parsedOrNothing(extensions) : extensions;
}

function parsedOrNothing(json: string | null): unknown {
  if (json === null) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is AskedDocument & Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
