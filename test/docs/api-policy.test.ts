import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { assertObjectType } from 'graphql';
import { ERROR_CODES } from '../../server/errors/error-codes.js';
import { buildGraphqlSchema } from '../../server/graphql/schema.js';
import { isRetryable } from '../../server/ledger/errors.js';
import { MISSING } from '../../server/ledger/not-found.js';

const POLICY = readFileSync(new URL('../../docs/api-policy.md', import.meta.url), 'utf8');

/** A chapter, up to the next one. */
function chapter(title: string): string {
  return POLICY.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';
}

const quoted = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name);

test('The policy names every mutation, and each once, by the rule of its key', () => {
  const mutations = Object.keys(assertObjectType(buildGraphqlSchema().getMutationType()).getFields());
  const rules = chapter('Idempotency').split('- A key is')[0] ?? '';
  const named = quoted(rules, /`([a-z][A-Za-z]+)`/g).filter((name) => name !== 'idempotencyKey');

  expect(named.sort()).toEqual(mutations.sort());
});

test('The policy says of everything that can be missing what it means', () => {
  expect(quoted(chapter('Errors'), /^\| `(\w+)` +\|/gm)).toEqual(Object.keys(MISSING));
});

test('The policy lists the codes after which a retry may help', () => {
  const sentence = /It is true of (.*?) and false of all others/s.exec(chapter('Errors'))?.[1] ?? '';

  expect(quoted(sentence, /`([A-Z_]+)`/g).sort()).toEqual(ERROR_CODES.filter(isRetryable).sort());
});
