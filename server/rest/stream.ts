import { Kind, parse, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import type { Context } from '../graphql/context.js';
import type { Column, Export } from '../reports/exports/export.js';
import type { FormatName } from '../reports/exports/format.js';

/** What a stream's variables, in the types of the schema, stand for. */
export interface Opened {
  readonly source: Export;
  /** Of the file that it is saved as, without an extension. */
  readonly name: string;
  readonly after?: string | undefined;
}

type Variables = Readonly<Record<string, unknown>>;

/** What a streamed route answers with. Its signature says its variables in GraphQL's words, as a stored document does. */
export interface Stream {
  readonly ast: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** What the variables are that are no filter, by their names. */
  readonly descriptions: Readonly<Record<string, string>>;
  /** The first one is what a client gets that does not say. */
  readonly formats: readonly [FormatName, ...FormatName[]];
  readonly columns: readonly Column[];
  readonly description: string;
  /** @throws AccessError, LedgerError, before anything is written. */
  open(context: Context, variables: Variables): Promise<Opened>;
}

interface Definition<Given> extends Omit<Stream, 'ast' | 'operation' | 'open'> {
  open(context: Context, variables: Given): Promise<Opened>;
}

/** @param signature The head of a query, such as `query exportEntries($after: ID)`. */
export function streamOf<Given extends object>(signature: string, definition: Definition<Given>): Stream {
  return {
    ...definition,
    ...parsed(signature),
    // Variables come in the types of the signature: GraphQL has coerced them.
    open: async (context, variables) => definition.open(context, variables as Given),
  };
}

function parsed(signature: string): Pick<Stream, 'ast' | 'operation'> {
  const ast = parse(`${signature} { __typename }`, { noLocation: true });
  const operation = ast.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error(`${signature} is no signature`);
  return { ast, operation };
}
