import { getVariableValues, type GraphQLSchema } from 'graphql';
import { FORMAT_NAMES, type FormatName } from '../../reports/exports/format.js';
import type { StreamEndpoint } from '../routes/endpoint.js';
import { variableReader, type RequestParts } from './variables.js';

interface StreamVariables {
  /** In the types that resolvers get. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The requested format; undefined for the default. */
  readonly format: FormatName | undefined;
}

/** Makes a function that reads the variables of a stream. It throws a RequestError BAD_USER_INPUT. */
export function streamVariableReader(
  { stream, parameters }: StreamEndpoint,
  schema: GraphQLSchema,
): (given: Pick<RequestParts, 'path' | 'query'>) => StreamVariables {
  const read = variableReader(parameters);
  const definitions = stream.operation.variableDefinitions ?? [];
  return (given) => {
    const values = read({ ...given, body: undefined, rawHeaders: [] });
    const { coerced: variables, errors } = getVariableValues(schema, definitions, values);
    if (!variables)
      throw new AggregateError(errors, 'What was read is not of the types it was checked against');
    return { variables, format: FORMAT_NAMES.find((name) => name === values.format) };
  };
}
