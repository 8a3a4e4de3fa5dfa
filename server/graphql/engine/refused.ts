import { GraphQLError } from 'graphql';

/** Makes the error of a request that is not executed, for a reason that its sender can mend. */
export function refused(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
}
