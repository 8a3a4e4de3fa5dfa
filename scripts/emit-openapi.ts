// Writes the OpenAPI document, as the server serves it, to the file that is named on the command line.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { buildGraphqlSchema } from '../server/graphql/schema.js';
import { buildOpenApi } from '../server/rest/openapi/openapi.js';

const [, , file] = process.argv;
if (file === undefined) throw new Error('Usage: emit-openapi <file>');

mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, JSON.stringify(buildOpenApi(buildGraphqlSchema()), null, 2));
