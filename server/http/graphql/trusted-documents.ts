import { createHash } from 'node:crypto';
import { GraphQLError, stripIgnoredCharacters } from 'graphql';
import { DOCUMENT_LENGTH_MAX } from '../../graphql/engine/document-shape.js';
import { RequestError } from '../../errors/problem.js';

/** The parts of a request that name its document, unchecked. */
export interface AskedDocument {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: unknown;
}

/**
 * The only documents that clients may execute. A client sends the text of one, in whichever spacing, or its id. Requests
 * add nothing: a document that is unknown when the server starts is refused, before it is parsed.
 */
export class TrustedDocuments {
  readonly #textsById = new Map<string, string>();
  readonly #normalised = new Set<string>();

  /** @throws GraphQLError when the text is no GraphQL. */
  add(text: string, ids: readonly string[] = []): void {
    for (const id of [sha256Of(text), ...ids.map(bareId)]) this.#textsById.set(id, text);
    this.#normalised.add(stripIgnoredCharacters(text));
  }

  /** Finds the text of an id, which may have `sha256:` before it. */
  textOf(id: string): string | undefined {
    return this.#textsById.get(bareId(id));
  }

  /**
   * Returns the text to execute: the one that was sent, or that of the id when none was. Undefined when there is neither;
   * the handler refuses that.
   *
   * @throws RequestError DOCUMENT_NOT_TRUSTED
   */
  admit({ query, documentId, extensions }: AskedDocument): string | undefined {
    if (typeof query === 'string' && query !== '') {
      if (!this.#isTrusted(query)) throw notTrusted('This document is not one that this server executes');
      return query;
    }
    const id = documentId ?? persistedQueryId(extensions);
    if (id === undefined || id === null) return undefined;
    const text = typeof id === 'string' ? this.textOf(id) : undefined;
    if (text === undefined) throw notTrusted('No document that this server executes has this id');
    return text;
  }

  #isTrusted(query: string): boolean {
    if (query.length > DOCUMENT_LENGTH_MAX) return false;
    try {
      return this.#normalised.has(stripIgnoredCharacters(query));
    } catch (error) {
      if (error instanceof GraphQLError) return false;
      throw error;
    }
  }
}

/** Reads an id from the extension of Apollo's clients and urql. */
function persistedQueryId(extensions: unknown): unknown {
  return memberOf(memberOf(extensions, 'persistedQuery'), 'sha256Hash');
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function bareId(id: string): string {
  return id.replace(/^sha256:/, '');
}

function notTrusted(message: string): RequestError {
  return new RequestError('DOCUMENT_NOT_TRUSTED', message);
}
