// Writes schema.graphql, the contract that clients compile against, from the code. With `--check` it only compares the
// committed file with the code.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { buildGraphqlSchema, printGraphqlSchema } from '../server/graphql/schema.js';

const file = new URL('../schema.graphql', import.meta.url);
const emitted = printGraphqlSchema(buildGraphqlSchema());

if (!process.argv.includes('--check')) {
  writeFileSync(file, emitted);
} else if (!existsSync(file) || readFileSync(file, 'utf8') !== emitted) {
  console.error(
    'schema.graphql differs from what the code emits; run `npm run schema` and commit the result.',
  );
  process.exitCode = 1;
}
