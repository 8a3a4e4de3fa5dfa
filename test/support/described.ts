import { expect } from '@jest/globals';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Answer } from './answer.js';

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);

/** Takes the OpenAPI document that answers are held against. */
export function describedBy(document: unknown): void {
  ajv.addSchema(closed(document), 'openapi');
}

/** The document with every object closed, so that an answer may have no field that is not described. */
function closed(value: unknown): object {
  if (typeof value !== 'object' || value === null) throw new Error('Not an object');
  const copy = Array.isArray(value) ? value.map(closedIfObject) : mapped(value);
  return 'properties' in copy && !('additionalProperties' in copy)
    ? { ...copy, additionalProperties: false }
    : copy;
}

function mapped(value: object): object {
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, closedIfObject(inner)]));
}

function closedIfObject(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? closed(value) : value;
}

/** An answer is what the document says of its route, its status and its media type. */
export function expectDescribed(answer: Answer, method: string, path: string): void {
  const [type = ''] = (answer.headers.get('content-type') ?? '').split(';');
  const place = [
    'paths',
    path,
    method.toLowerCase(),
    'responses',
    String(answer.status),
    'content',
    type,
    'schema',
  ];
  const pointer = place.map((name) => name.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
  const validate = ajv.getSchema(`openapi#/${pointer}`);
  if (!validate) throw new Error(`Nothing is described at ${pointer}`);
  const lines = type === 'application/x-ndjson' ? String(answer.body).trim().split('\n') : undefined;
  for (const body of lines?.map((line) => JSON.parse(line) as unknown) ?? [answer.body]) {
    expect([validate(body), validate.errors]).toEqual([true, null]);
  }
}
