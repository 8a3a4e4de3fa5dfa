import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { buildGraphqlSchema, printGraphqlSchema } from '../../../server/graphql/schema.js';

describe('schema.graphql', () => {
  test('is what the code emits; `npm run schema` writes it', () => {
    const committed = readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8');

    expect(committed).toBe(printGraphqlSchema(buildGraphqlSchema()));
  });
});
