import { Kind, parse, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import type { Context } from '../../graphql/context/context.js';
import type { Column, Export } from '../../reports/exports/export.js';
import type { FormatName } from '../../reports/exports/format.js';
import type { Section } from '../../reports/own-data/section.js';

/** A stream opened with its variables, in the types of the schema. */
export interface Opened {
  readonly source: Export;
  /** Name of the downloaded file, without an extension. */
  readonly name: string;
  readonly after?: string | undefined;
  /** The wallet that all rows belong to. */
  readonly walletId?: string | undefined;
}

/** A single document, of which no part can be asked for. */
export interface OpenedDocument {
  readonly name: string;
  /**
   * Called once, when it is sure to be written.
   *
   * @throws LedgerError, before anything is written.
   */
  readonly begin: () => Promise<AsyncIterable<string>>;
}

export type Variables = Readonly<Record<string, unknown>>;

/**
 * Definition of a streamed route's answer. Its signature declares its variables as a GraphQL operation, as a stored
 * document does.
 */
interface StreamBase {
  /** Name of its signature. */
  readonly name: string;
  readonly ast: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Descriptions of the variables that are no filter, by name. */
  readonly descriptions: Readonly<Record<string, string>>;
  readonly description: string;
}

/** A stream of any number of lines. */
export interface LineStream extends StreamBase {
  /** The first one is the default. */
  readonly formats: readonly [FormatName, ...FormatName[]];
  readonly columns: readonly Column[];
  /** @throws AccessError, LedgerError, before anything is written. */
  open(context: Context, variables: Variables): Promise<Opened>;
}

/** A stream of one JSON document with several lists. */
export interface DocumentStream extends StreamBase {
  readonly sections: readonly Section[];
  /** @throws AccessError, LedgerError, before anything is written. */
  open(context: Context): Promise<OpenedDocument>;
}

export type Stream = LineStream | DocumentStream;

interface Definition<Given> extends Omit<LineStream, 'name' | 'ast' | 'operation' | 'open'> {
  open(context: Context, variables: Given): Promise<Opened>;
}

/** @param signature The head of a query, such as `query exportMe`. */
export function documentOf(
  signature: string,
  definition: Omit<DocumentStream, 'name' | 'ast' | 'operation' | 'descriptions'>,
): DocumentStream {
  return { ...definition, descriptions: {}, ...parsed(signature) };
}

/** @param signature The head of a query, such as `query exportEntries($after: ID)`. */
export function streamOf<Given extends object>(signature: string, definition: Definition<Given>): LineStream {
  return {
    ...definition,
    ...parsed(signature),
    // Variables come in the types of the signature: GraphQL has coerced them.
    open: async (context, variables) => definition.open(context, variables as Given),
  };
}

function parsed(signature: string): Pick<Stream, 'name' | 'ast' | 'operation'> {
  const ast = parse(`${signature} { __typename }`, { noLocation: true });
  const operation = ast.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error(`${signature} is not a signature`);
  return { name: operation.name?.value ?? '', ast, operation };
}
