import { createRequest, formatDocument, stringifyDocument, type DocumentInput } from '@urql/core';

/** Every module with an operation; its file's name says of which kind. */
const modules = import.meta.glob<Record<string, unknown>>('../**/*.{query,mutation,subscription}.ts', {
  eager: true,
});

/** The documents that the dashboard may send, each operation as urql writes it; the build writes them down for the server. */
export const texts: readonly string[] = Object.values(modules)
  .flatMap((exported) => Object.values(exported))
  .filter(isOperation)
  .flatMap(textsOf);

/** Returns the text as written, and the one with `__typename`, which urql's cache adds. */
function textsOf(document: DocumentInput): string[] {
  const { query } = createRequest(document, {});
  return [stringifyDocument(query), stringifyDocument(formatDocument(query))];
}

/** Fragments are sent as parts of operations only. */
function isOperation(exported: unknown): exported is DocumentInput {
  if (typeof exported !== 'object' || exported === null || !('definitions' in exported)) return false;
  const { definitions } = exported;
  return Array.isArray(definitions) && definitions.some(isOperationDefinition);
}

function isOperationDefinition(definition: unknown): boolean {
  return (
    typeof definition === 'object' &&
    definition !== null &&
    'kind' in definition &&
    definition.kind === 'OperationDefinition'
  );
}
