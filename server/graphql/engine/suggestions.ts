import type { GraphQLFormattedError } from 'graphql';
import { formatError } from './errors.js';

/** Matches the names from the schema that graphql-js suggests for a misspelt one, and so reveals to anybody. */
const SUGGESTION = / ?Did you mean [^?]*\?/g;

/** @param introspection True when clients may know the names of the schema. @returns A function that formats an error for them. */
export function formatting(introspection: boolean): typeof formatError {
  if (introspection) return formatError;
  return (formatted, error) => withoutSuggestions(formatError(formatted, error));
}

/** Removes suggested names from an error. */
function withoutSuggestions(error: GraphQLFormattedError): GraphQLFormattedError {
  return { ...error, message: error.message.replaceAll(SUGGESTION, '') };
}
