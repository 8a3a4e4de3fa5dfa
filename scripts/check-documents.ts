// Says whether the types that the dashboard's operations are checked against still are those of schema.graphql.

import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const committed = join(root, 'dashboard/src/graphql/schema-types.d.ts');
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
