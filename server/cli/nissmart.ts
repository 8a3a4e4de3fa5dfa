import { readFileSync } from 'node:fs';
import { enableCompileCache, findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { requireSupportedRuntime } from '../../bin/runtime.js';
import { addBackup } from './backup.js';
import { addDemo } from './demo.js';
import { addExport } from './export/export.js';
import { addMigrate } from './migrate.js';
import { addRestore } from './restore.js';
import { run } from './run.js';
import { addServe } from './serve.js';
import { addSigningKey } from './signing-key.js';
import { addUser } from './user/user.js';
import { addVerify } from './verify.js';
import { addVerifyReceipt } from './verify-receipt.js';

requireSupportedRuntime();

// The nearest package.json is the project's own, for the sources and for the build alike.
const packageJson = findPackageJSON(import.meta.url) ?? 'package.json';
// A start spends most of its time compiling modules. V8's compiled code is cached where the folder can be written.
enableCompileCache(join(dirname(packageJson), 'node_modules/.cache/nissmart'));

const program = new Command('nissmart')
  .description('A micro-savings ledger. The environment configures it; README.md has the table.')
  .version(version())
  .showHelpAfterError('(--help shows what there is)')
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error:/, 'nissmart:')) })
  .exitOverride();
const verbs = [addServe, addMigrate, addDemo, addVerify, addVerifyReceipt, addBackup, addRestore, addExport];
for (const add of [...verbs, addSigningKey, addUser]) add(program);

await run(async () => program.parseAsync());

function version(): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageJson, 'utf8'))).version;
}
