import {
  assertObjectType,
  defaultFieldResolver,
  getNullableType,
  isNonNullType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';

/**
 * Adds the fields of the wrapped object to payloads, with their arguments and resolvers: documents from before a mutation
 * had a payload go on working. All of them are deprecated, so that tools tell their writers.
 *
 * @param wrapped By the name of the payload, its field with the object that was answered before.
 */
export function passThrough(schema: GraphQLSchema, wrapped: Readonly<Record<string, string>>): GraphQLSchema {
  for (const [payloadName, name] of Object.entries(wrapped)) {
    const fields = assertObjectType(schema.getType(payloadName)).getFields();
    const outer = fields[name];
    if (!outer) throw new Error(`${payloadName} has no field ${name}`);
    const inner = assertObjectType(getNullableType(outer.type)).getFields();
    for (const field of Object.values(inner)) {
      if (fields[field.name]) throw new Error(`${payloadName} has a field ${field.name} of its own`);
      fields[field.name] = reaching(field, outer);
    }
  }
  return schema;
}

/** Makes a field of the payload that answers as the inner one does; null when there is nothing to descend into. */
function reaching(
  inner: GraphQLField<unknown, unknown>,
  outer: GraphQLField<unknown, unknown>,
): GraphQLField<unknown, unknown> {
  const { resolve: within = defaultFieldResolver } = inner;
  return {
    ...inner,
    type: isNonNullType(outer.type) ? inner.type : getNullableType(inner.type),
    deprecationReason: `Ask for it under ${outer.name}.`,
    resolve: async (payload, args, context, info) => {
      const thing = await unwrapped(payload, outer.name);
      return thing === null ? null : within(thing, args, context, info);
    },
  };
}

async function unwrapped(payload: unknown, name: string): Promise<unknown> {
  if (typeof payload !== 'object' || payload === null) return null;
  return Promise.resolve(Reflect.get(payload, name));
}
