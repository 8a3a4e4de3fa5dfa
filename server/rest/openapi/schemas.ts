import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isRequiredInputField,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLType,
  type SelectionSetNode,
} from 'graphql';
import { DOCUMENTS } from '../routes/documents.js';
import { exampleOf } from './examples.js';
import type { JsonObject } from '../handling/json.js';
import type { Parameter } from '../routes/parameters.js';

/** GraphQL's scalars as JSON. */
const SCALARS: Readonly<Record<string, JsonObject>> = {
  Boolean: { type: 'boolean' },
  DateTime: { type: 'string', format: 'date-time' },
  Decimal: { type: 'string', pattern: '^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$' },
  ID: { type: 'string' },
  Int: { type: 'integer', format: 'int32' },
  JSONObject: { type: 'object', additionalProperties: true },
  LocalDate: { type: 'string', format: 'date' },
  Receipt: { type: 'object', additionalProperties: true },
  String: { type: 'string' },
};

/** Writes GraphQL types as JSON schemas. A fragment, a body and an enum are written once, under their names. */
export class SchemaWriter {
  readonly named: Record<string, JsonObject> = {};
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor() {
    const definitions = [...DOCUMENTS.values()].flatMap(({ ast }) => ast.definitions);
    this.#fragments = new Map(
      definitions.flatMap((one) =>
        one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
      ),
    );
  }

  /** Writes the schema of an answer's field, by its type and its selection. */
  output(type: GraphQLOutputType, selection: SelectionSetNode | undefined): JsonObject {
    return this.#nullable(type, (inner) =>
      isObjectType(inner) ? this.#selected(inner, selection) : this.#leaf(inner),
    );
  }

  /** Writes the schema of an input of this type. */
  input(type: GraphQLInputType): JsonObject {
    return this.#nullable(type, (inner) =>
      isInputObjectType(inner) ? this.#inputObject(inner) : this.#leaf(inner),
    );
  }

  #nullable(type: GraphQLType, write: (inner: GraphQLNamedType) => JsonObject): JsonObject {
    const present = getNullableType(type);
    const schema = isListType(present)
      ? { type: 'array', items: this.#nullable(present.ofType, write) }
      : write(present);
    return isNonNullType(type) ? schema : orNull(schema);
  }

  #leaf(type: GraphQLNamedType): JsonObject {
    if (isEnumType(type)) {
      const values = type.getValues().map(({ name }) => name);
      return this.#once(type.name, () => ({ type: 'string', enum: values, ...described(type) }));
    }
    const scalar = SCALARS[type.name];
    if (!scalar) throw new Error(`The type ${type.name} has no JSON schema`);
    return { ...scalar };
  }

  #selected(type: GraphQLObjectType, selection: SelectionSetNode | undefined): JsonObject {
    const [first, ...others] = selection?.selections ?? [];
    if (first?.kind === Kind.FRAGMENT_SPREAD && others.length === 0) {
      const name = first.name.value;
      return this.#once(name, () => ({
        ...this.#object(type, this.#fragments.get(name)?.selectionSet),
        ...described(type),
      }));
    }
    return this.#object(type, selection);
  }

  #object(type: GraphQLObjectType, selection: SelectionSetNode | undefined): JsonObject {
    const fields = (selection?.selections ?? []).map((node): [string, JsonObject] => {
      if (node.kind !== Kind.FIELD) throw new Error(`A selection of ${type.name} mixes fields and fragments`);
      return [answerName(node), this.#field(type, node)];
    });
    return { type: 'object', required: fields.map(([name]) => name), properties: Object.fromEntries(fields) };
  }

  #field(type: GraphQLObjectType, node: FieldNode): JsonObject {
    const field = type.getFields()[node.name.value];
    if (!field) throw new Error(`The type ${type.name} has no field ${node.name.value}`);
    const schema = this.output(field.type, node.selectionSet);
    return { ...schema, ...described(field), ...exampled(field.name, field.type) };
  }

  #inputObject(type: GraphQLInputObjectType): JsonObject {
    const fields = Object.values(type.getFields());
    return this.#once(type.name, () => ({
      type: 'object',
      additionalProperties: false,
      required: fields.filter(isRequiredInputField).map(({ name }) => name),
      properties: Object.fromEntries(
        fields.map((field) => [
          field.name,
          { ...this.input(field.type), ...described(field), ...exampled(field.name, field.type) },
        ]),
      ),
      ...described(type),
    }));
  }

  /** Writes the schema of a request body with these fields. */
  body(name: string, fields: readonly Parameter[]): JsonObject {
    return this.#once(name, () => ({
      type: 'object',
      additionalProperties: false,
      required: fields.filter(({ required }) => required).map((field) => field.name),
      properties: Object.fromEntries(
        fields.map((field) => [
          field.name,
          { ...this.input(field.type), ...described(field), ...exampled(field.name, field.type) },
        ]),
      ),
      ...described(fields[0]?.object ?? {}),
    }));
  }

  #once(name: string, write: () => JsonObject): JsonObject {
    this.named[name] ??= write();
    return { $ref: `#/components/schemas/${name}` };
  }
}

/** Returns the name that a field has in the answer. */
export function answerName({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

function orNull(schema: JsonObject): JsonObject {
  const { type } = schema;
  const plain = typeof type === 'string' && type !== 'array';
  return plain ? { ...schema, type: [type, 'null'] } : { anyOf: [schema, { type: 'null' }] };
}

function described({ description }: { description?: string | null | undefined }): JsonObject {
  return description ? { description } : {};
}

function exampled(name: string, type: GraphQLType): JsonObject {
  const leaf = getNullableType(type);
  const example = isLeafType(leaf) ? exampleOf(name, leaf.name) : undefined;
  return example === undefined ? {} : { examples: [example] };
}
