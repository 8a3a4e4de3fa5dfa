import type { GraphQLFormattedError } from 'graphql';

/** What graphql-js adds to a message when a name is misspelt: names that the schema has, one after the other for whoever asks. */
const SUGGESTION = / ?Did you mean [^?]*\?/g;

/** The same error without names that its reader has not given. */
export function withoutSuggestions(error: GraphQLFormattedError): GraphQLFormattedError {
  return { ...error, message: error.message.replaceAll(SUGGESTION, '') };
}
