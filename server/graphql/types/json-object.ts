import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLJSONObject } from 'graphql-scalars';
import { AccessError } from '../../identity/model/errors.js';
import { isExactNumber } from './exact-number.js';

type Variables = Readonly<Record<string, unknown>> | null | undefined;

/**
 * Wraps the scalar of graphql-scalars, whose literals lose the digits of numbers and accept values that JSON does not have.
 */
export const JsonObjectScalar = new GraphQLScalarType({
  ...GraphQLJSONObject.toConfig(),
  parseLiteral: (node, variables) => {
    if (node.kind === Kind.OBJECT) return fromLiteral(node, variables, INPUT);
    throw notJson(node, 'an object');
  },
});

/** Name of the schema's only input that is a JSON object. */
const INPUT = 'metadata';

/** @param place For messages, as `metadata.lines[1].id`. @throws GraphQLError */
function fromLiteral(node: ValueNode, variables: Variables, place: string): unknown {
  switch (node.kind) {
    case Kind.OBJECT:
      return Object.fromEntries(
        node.fields.map(({ name: { value: name }, value }) => [
          name,
          fromLiteral(value, variables, `${place}.${name}`),
        ]),
      );
    case Kind.LIST:
      return node.values.map((item, index) => fromLiteral(item, variables, `${place}[${String(index)}]`));
    case Kind.INT:
    case Kind.FLOAT:
      if (!isExactNumber(node.value)) throw inexact(node, place);
      return Number(node.value);
    case Kind.STRING:
    case Kind.BOOLEAN:
      return node.value;
    case Kind.NULL:
      return null;
    case Kind.VARIABLE:
      return variables?.[node.name.value];
    case Kind.ENUM:
      throw notJson(node, 'JSON');
  }
}

function inexact(node: ValueNode, field: string): GraphQLError {
  const message = `${field} is a number with more digits than JSON keeps; send it as a string`;
  const originalError = new AccessError('BAD_USER_INPUT', message, { field });
  return new GraphQLError(message, { nodes: [node], originalError });
}

function notJson(node: ValueNode, wanted: string): GraphQLError {
  return new GraphQLError(`JSONObject must be ${wanted}, which a literal of kind ${node.kind} is not`, {
    nodes: [node],
  });
}
