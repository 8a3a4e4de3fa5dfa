import type { ErrorCode } from '../../errors/error-codes.js';
import type { Missing } from '../../ledger/not-found.js';
import type { StreamName } from './streams.js';
import type { Tag } from './tags.js';

/** Path prefix of REST. */
export const API = '/api';

/** Query parameter that asks for the outcome of a movement without making it. */
export const PREVIEW = 'preview';

interface RouteBase {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/api`. */
  readonly path: string;
  /** Maximum size of a body, in bytes, where it differs from the default. */
  readonly bodyBytesMax?: number;
  /** Code of the error for an answer that is null; NOT_FOUND unless given. */
  readonly absent?: 'NOT_READY';
  /** Name of the object that NOT_FOUND reports for an answer that is null; the path unless given. */
  readonly missing?: Missing;
  readonly tag: Tag;
  readonly summary: string;
  /** Codes beyond those that follow from the rest of the row. */
  readonly errors: readonly ErrorCode[];
}

/**
 * A route that executes a stored document. Its variables need no mapping of their own: one that is named in the path comes
 * from there, `$idempotencyKey` from the header, and everything else from the body of a POST and the query string of any
 * other, where the fields of an input object stand by themselves.
 */
export interface DocumentRoute extends RouteBase {
  /** The stored document that it executes. */
  readonly operation: string;
  /** Path to the answer within the document's data; empty for all of it, where a list is the whole answer. */
  readonly answer: string;
  /** Status of success; 204 has no body. */
  readonly status: 200 | 201 | 204;
  /** Path of the object that was made, below `/api`, with `{id}` for its id. */
  readonly location?: string;
  /** Stored document to execute instead with `?preview=true`: it writes nothing and needs no key. */
  readonly preview?: string;
  /** Status without a body for a success that may have none, be it done (204) or only begun (202). */
  readonly mayBeNothing?: 202 | 204;
}

/** Splits the path to the answer into names. */
export function answerPathOf({ answer }: Pick<DocumentRoute, 'answer'>): readonly string[] {
  return answer === '' ? [] : answer.split('.');
}

/** A route that answers with any number of lines, written while they are read. */
export interface StreamRoute extends RouteBase {
  readonly method: 'GET';
  readonly stream: StreamName;
}

export type Route = DocumentRoute | StreamRoute;
