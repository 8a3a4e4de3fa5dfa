import fc from 'fast-check';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
} from 'graphql';

/** A document with its variables, made from the schema, of which much is right and some is not. */
export interface MadeUp {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const TEXTS = [
  '',
  ' ',
  'KES',
  '1.00',
  '-1',
  '1e400',
  '\u0000',
  '\u202e',
  '\ufeff',
  '😀'.repeat(100),
  '%',
  "' or 1=1 --",
  '__proto__',
  '2026-01-01T00:00:00Z',
  'Africa/Nairobi',
  'x'.repeat(2_000),
];
const NUMBERS = [0, 1, 2, 5, 10, 20, 50, -1, 100, 101, 2_147_483_647, -2_147_483_648, 2_147_483_648];

/** Makes requests of one kind. @param ids The ids to ask for: existing ones, and those of other users. */
export function madeUp(
  sdl: string,
  kind: 'query' | 'mutation',
  ids: readonly string[],
): fc.Arbitrary<MadeUp> {
  const schema = buildSchema(sdl);
  const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  if (!root) throw new Error(`The schema has no ${kind}`);
  return fc.gen().map((pick) => new Maker(pick, ids).document(kind, root));
}

class Maker {
  readonly #definitions: string[] = [];
  readonly #variables: Record<string, unknown> = {};
  #fields = 0;

  constructor(
    private readonly pick: fc.GeneratorValue,
    private readonly ids: readonly string[],
  ) {}

  document(kind: string, root: GraphQLObjectType): MadeUp {
    const selection = this.#selection(root, this.#upTo(5));
    const definitions = this.#definitions.length > 0 ? `(${this.#definitions.join(', ')})` : '';
    return { query: `${kind} ${definitions} ${selection}`, variables: this.#variables };
  }

  #selection(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields());
    const chosen = Array.from({ length: 1 + this.#upTo(3) }, () => this.#one(fields));
    return `{ ${chosen.map((field) => this.#field(field, depth)).join(' ')} }`;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    this.#fields += 1;
    const alias = this.#oneIn(40) ? `a${String(this.#upTo(3))}: ` : `b${String(this.#fields)}: `;
    const given = field.args.filter(({ type }) => isNonNullType(type) || this.#oneIn(3));
    const args = given.map(({ name, type }) => `${name}: ${this.#argument(type)}`);
    const called = `${alias}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}`;
    const inner = getNamedType(field.type);
    if (!isObjectType(inner)) return this.#oneIn(300) ? `${called} { id }` : called;
    return depth > 0 && this.#fields < 60
      ? `${called} ${this.#selection(inner, depth - 1)}`
      : `${called} { __typename }`;
  }

  /** Written into the document, or given as a variable. */
  #argument(type: GraphQLInputType): string {
    const value = this.#value(type, 4);
    if (this.#oneIn(2)) return literal(value, type);
    const name = `v${String(this.#definitions.length)}`;
    this.#definitions.push(`$${name}: ${String(type)}`);
    if (value !== undefined) this.#variables[name] = value;
    return `$${name}`;
  }

  #value(type: GraphQLInputType, depth: number): unknown {
    if (this.#oneIn(150)) return this.#one([null, {}, [], 'x', 7, true]);
    if (isNonNullType(type)) return this.#something(type.ofType, depth);
    return this.#oneIn(8) ? null : this.#something(type, depth);
  }

  #something(type: GraphQLInputType, depth: number): unknown {
    if (isListType(type)) {
      const { ofType } = type;
      return Array.from({ length: this.#upTo(4) }, () => this.#value(ofType, depth - 1));
    }
    if (isEnumType(type)) return this.#one(type.getValues().map(({ name }) => name));
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => depth > 0 && (isNonNullType(field.type) || this.#oneIn(3)),
      );
      return Object.fromEntries(fields.map((field) => [field.name, this.#value(field.type, depth - 1)]));
    }
    return this.#scalar(isScalarType(type) ? type.name : 'String');
  }

  #scalar(name: string): unknown {
    switch (name) {
      case 'Int':
      case 'Float':
        return this.#one(NUMBERS);
      case 'Boolean':
        return this.#oneIn(2);
      case 'ID':
        return this.#one([...this.ids, ...TEXTS]);
      case 'Decimal':
        return this.#one(['1.00', '0', '0.001', '-5', '999999999999999', 'NaN']);
      case 'DateTime':
        return this.#one(['2026-01-01T00:00:00Z', '1969-01-01T00:00:00Z', '9999-12-31T23:59:59Z', 'today']);
      case 'JSONObject':
        return this.#one([{}, { a: [1, { b: null }] }, { ['x'.repeat(5_000)]: 1 }]);
      default:
        return this.#one([...TEXTS, ...this.ids]);
    }
  }

  #one<Item>(items: readonly Item[]): Item {
    const item = items[this.#upTo(items.length - 1)];
    if (item === undefined) throw new Error('There is nothing to choose from');
    return item;
  }

  #upTo(max: number): number {
    return this.pick(fc.integer, { min: 0, max });
  }

  #oneIn(count: number): boolean {
    return this.#upTo(count - 1) === 0;
  }
}

/** Writes a value as a GraphQL literal. */
function literal(value: unknown, type: GraphQLInputType): string {
  const nullable = isNonNullType(type) ? type.ofType : type;
  if (Array.isArray(value)) {
    const item = isListType(nullable) ? nullable.ofType : nullable;
    return `[${value.map((one) => literal(one, item)).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = isInputObjectType(nullable) ? nullable.getFields() : {};
    const written = Object.entries(value).flatMap(([name, inner]) =>
      /^[_A-Za-z]\w*$/.test(name) ? [`${name}: ${literal(inner, fields[name]?.type ?? nullable)}`] : [],
    );
    return `{ ${written.join(', ')} }`;
  }
  if (typeof value === 'string' && isEnumType(nullable) && /^[A-Z_]+$/.test(value)) return value;
  return JSON.stringify(value ?? null);
}
