// Checks that schema.graphql allows the dashboard's operations, and that their types are those of it now.

import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSchema, NoDeprecatedCustomRule, specifiedRules, validate, type DocumentNode } from 'graphql';

const DOCUMENTS = 'dashboard/src/**/*.{query,mutation,subscription}.ts';
const RULES = [...specifiedRules, NoDeprecatedCustomRule];

const root = fileURLToPath(new URL('..', import.meta.url));
const schema = buildSchema(readFileSync(join(root, 'schema.graphql'), 'utf8'));
const files = globSync(DOCUMENTS, { cwd: root });
if (files.length === 0) throw new Error(`No document is at ${DOCUMENTS}`);

for (const file of files) {
  const documents = (await import(pathToFileURL(join(root, file)).href)) as Record<string, DocumentNode>;
  for (const document of Object.values(documents)) {
    for (const { message } of validate(schema, document, RULES)) {
      console.error(`${file}: ${message}`);
      process.exitCode = 1;
    }
  }
}

const committed = join(root, 'dashboard/src/shared/graphql/schema-types.d.ts');
const fresh = join(tmpdir(), `schema-types-${process.pid}.d.ts`);

const cli = join(root, 'node_modules/gql.tada/bin/cli.js');
const args = [cli, 'generate-output', '--tsconfig', join(root, 'dashboard/tsconfig.json'), '--output', fresh];
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 2] });
const same = status === 0 && readFileSync(fresh, 'utf8') === readFileSync(committed, 'utf8');
rmSync(fresh, { force: true });
if (!same) {
  console.error(
    'The dashboard was typed against another schema.graphql; run `npm run schema` and commit the result.',
  );
  process.exitCode = 1;
}
