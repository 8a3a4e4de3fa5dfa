import type { GraphQLFormattedError } from 'graphql';

/** Matches the names from the schema that graphql-js suggests for a misspelt one, and so reveals to anybody. */
const SUGGESTION = / ?Did you mean [^?]*\?/g;

/** Removes suggested names from an error. */
export function withoutSuggestions(error: GraphQLFormattedError): GraphQLFormattedError {
  return { ...error, message: error.message.replaceAll(SUGGESTION, '') };
}
