import type { ErrorCode } from '../../errors/error-codes.js';
import type { Missing } from '../../ledger/not-found.js';
import type { StreamName } from './streams.js';
import type { Tag } from './tags.js';

/** Where all of REST lives. */
export const API = '/api';

/** The query parameter that asks what a movement would come to. */
export const PREVIEW = 'preview';

interface RouteBase {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/api`. */
  readonly path: string;
  /** Where bodies may be larger than elsewhere. */
  readonly bodyBytesMax?: number;
  /** What it means when there is nothing to answer with; else NOT_FOUND. */
  readonly absent?: 'NOT_READY';
  /** What there is none of when the answer is nothing; else that the path leads nowhere. */
  readonly missing?: Missing;
  readonly tag: Tag;
  readonly summary: string;
  /** Codes beyond those that follow from the rest of the row. */
  readonly errors: readonly ErrorCode[];
}

/**
 * A route that executes a stored document. Its variables need no mapping of their own: one that is named in the path comes from there,
 * `$idempotencyKey` from the header, and everything else from the body of a POST and the query string of any other, where the
 * fields of an input object stand by themselves.
 */
export interface DocumentRoute extends RouteBase {
  /** The stored document that it executes. */
  readonly operation: string;
  /** The path within the document's data to what is answered; empty for all of it, where a list is the whole answer. */
  readonly answer: string;
  /** Of success; 204 answers with nothing. */
  readonly status: 200 | 201 | 204;
  /** Where what was made can be found, with `{id}` for its id; below `/api`. */
  readonly location?: string;
  /** With `?preview=true`, the stored document that is executed instead: it writes nothing and needs no key. */
  readonly preview?: string;
  /** Success may have nothing to answer with: then this status without a body, be it done (204) or only begun (202). */
  readonly mayBeNothing?: 202 | 204;
}

/** The names that lead to what is answered. */
export function answerPathOf({ answer }: Pick<DocumentRoute, 'answer'>): readonly string[] {
  return answer === '' ? [] : answer.split('.');
}

/** A route that answers with any number of lines, written while they are read. */
export interface StreamRoute extends RouteBase {
  readonly method: 'GET';
  readonly stream: StreamName;
}

export type Route = DocumentRoute | StreamRoute;
