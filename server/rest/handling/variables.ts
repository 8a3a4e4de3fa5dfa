import {
  coerceInputValue,
  getNullableType,
  GraphQLBoolean,
  GraphQLInt,
  isListType,
  type GraphQLInputType,
} from 'graphql';
import { RequestError } from '../../errors/problem.js';
import { shortened } from '../../errors/shortened.js';
import { ITEMS_MAX } from '../../graphql/input/transfer-batch.parse.js';
import { idempotencyKeyOf } from './idempotency-key.js';
import { KEY_HEADER, type Parameter } from '../routes/parameters.js';

/** Parts of a request that the variables come from. */
export interface RequestParts {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly body: unknown;
  readonly rawHeaders: readonly string[];
}

/** Maximum length of a list: none is longer than a batch. */
const LIST_LENGTH_MAX = ITEMS_MAX;

type Bag = Readonly<Record<string, unknown>>;
type Place = Parameter['in'];
interface Mistake {
  readonly field: string;
  /** Index of the item in a body that is a list, from 0. */
  readonly index?: number;
  readonly message: string;
}

/**
 * Makes a function that reads the variables of a stored document from a request. It checks values against the schema's
 * types and does not leave that to the execution, so that a mistake goes by the name that the client wrote and not by that
 * of a variable.
 *
 * @returns A function that throws a RequestError: BAD_USER_INPUT, IDEMPOTENCY_KEY_MISSING or IDEMPOTENCY_KEY_INVALID.
 */
export function variableReader(
  parameters: readonly Parameter[],
): (given: RequestParts) => Record<string, unknown> {
  const by = (place: Place) =>
    new Map(parameters.flatMap((one) => (one.in === place ? [[one.name, one] as const] : [])));
  const byName = { path: by('path'), query: by('query'), header: by('header'), body: by('body') };
  const key = byName.header.get(KEY_HEADER);
  const hasBody = byName.body.size > 0;
  const needsBody = bodyIsRequired(parameters);

  return (given) => {
    const bags: Record<Place, Bag> = {
      path: given.path,
      header: key ? keyBag(key, given.rawHeaders) : {},
      query: textBag(byName.query, given.query),
      body: hasBody ? bodyBag(given.body, needsBody) : {},
    };
    const mistakes = [
      ...unknownNames(bags.query, byName.query, 'query parameter'),
      ...unknownNames(bags.body, byName.body, 'field'),
    ].slice(0, UNKNOWN_NAMES_MAX);
    const variables: Record<string, unknown> = {};
    const objects: Record<string, Record<string, unknown>> = {};
    for (const parameter of parameters) {
      const { name, variable, object } = parameter;
      const bag = bags[parameter.in];
      const value = Object.hasOwn(bag, name) ? bag[name] : undefined;
      const target = object ? (objects[variable] ??= {}) : variables;
      if (value !== undefined) target[object ? name : variable] = value;
      const mistake = mistakeOf(parameter, value);
      if (mistake) mistakes.push(mistake);
    }
    const [first] = mistakes;
    if (!first) return { ...variables, ...objects };
    const message = mistakes.map((mistake) => shortened(mistake.message)).join('; ');
    const { field, index } = first;
    const details = { field: shortened(field), ...(index !== undefined && { index }) };
    throw new RequestError('BAD_USER_INPUT', message, details);
  };
}

function keyBag(parameter: Parameter, rawHeaders: readonly string[]): Bag {
  const key = idempotencyKeyOf(rawHeaders);
  if (key !== undefined) return { [KEY_HEADER]: key };
  if (!parameter.required) return {};
  throw new RequestError('IDEMPOTENCY_KEY_MISSING', `This request needs a header ${KEY_HEADER}`);
}

/** Converts the texts of a query string where the schema wants a number, a boolean or a list. */
function textBag(parameters: ReadonlyMap<string, Parameter>, query: RequestParts['query']): Bag {
  return Object.fromEntries(
    Object.entries(query).map(([name, text]) => [name, fromText(text, parameters.get(name)?.type)]),
  );
}

function fromText(text: string | readonly string[], type: GraphQLInputType | undefined): unknown {
  const nullable = type && getNullableType(type);
  if (isListType(nullable)) return [text].flat();
  if (nullable === GraphQLInt && typeof text === 'string' && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (nullable === GraphQLBoolean && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** True when the body has a required field. */
export function bodyIsRequired(parameters: readonly Parameter[]): boolean {
  return parameters.some((one) => one.in === 'body' && one.required);
}

function bodyBag(body: unknown, required: boolean): Bag {
  if (isBag(body)) return body;
  if (body === undefined && !required) return {};
  throw new RequestError('BAD_USER_INPUT', 'The body must be a JSON object');
}

function isBag(value: unknown): value is Bag {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Maximum number of unknown names in a message: the first few show the mistake. */
const UNKNOWN_NAMES_MAX = 3;

/** Reports unknown parameters: a misspelt filter, if it were ignored, would answer with rows that nobody asked for. */
function unknownNames(bag: Bag, known: ReadonlyMap<string, Parameter>, what: string): Mistake[] {
  return Object.keys(bag)
    .filter((name) => !known.has(name))
    .slice(0, UNKNOWN_NAMES_MAX)
    .map((name) => ({ field: name, message: `There is no ${what} ${shortened(name)}` }));
}

/** Returns the first mistake of a value: to look for all of them could take longer than the request itself. */
function mistakeOf({ in: place, name, type, required }: Parameter, value: unknown): Mistake | undefined {
  if (value === undefined || (value === null && required)) {
    return required ? { field: name, message: `${name} is required` } : undefined;
  }
  const takesList = isListType(getNullableType(type));
  if (Array.isArray(value) && !takesList) return { field: name, message: `${name} takes one value` };
  if (Array.isArray(value) && value.length > LIST_LENGTH_MAX)
    return { field: name, message: `${name} takes at most ${LIST_LENGTH_MAX} values` };
  if (hasLongText(value)) return { field: name, message: `${name} has a text that is too long` };
  const refusal = refusalOf(value, type);
  if (!refusal) return undefined;
  // In a query string a list is a parameter that is repeated.
  const within = place === 'body' ? refusal.path : [];
  const index = within.find((step) => typeof step === 'number');
  const where = within.map((step) => (typeof step === 'number' ? `[${String(step)}]` : `.${step}`)).join('');
  return {
    field: name,
    message: `${shortened(name + where)}: ${refusal.reason}`,
    ...(index !== undefined && { index }),
  };
}

/**
 * Maximum length of a text in a value. The largest field, the metadata, has 4 000 bytes, and is an object that is checked
 * elsewhere.
 */
const TEXT_LENGTH_MAX = 10_000;

/**
 * True when a value has a text beyond the limit: GraphQL compares an unknown text with all valid ones, which takes long for
 * a long one.
 */
function hasLongText(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.length > TEXT_LENGTH_MAX;
  if (typeof value !== 'object' || value === null || depth > FIELD_OF_ITEM) return false;
  return Object.entries(value).some(
    ([name, one]) => name.length > TEXT_LENGTH_MAX || hasLongText(one, depth + 1),
  );
}

/** Depth of an item's field below its list. */
const FIELD_OF_ITEM = 1;

/** GraphQL's first objection to a value. */
class Refusal extends Error {
  constructor(
    readonly path: readonly (string | number)[],
    readonly reason: string,
  ) {
    super(reason);
  }
}

function refusalOf(value: unknown, type: GraphQLInputType): Refusal | undefined {
  try {
    coerceInputValue(value, type, (path, _value, { message }) => {
      throw new Refusal(path, message);
    });
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
