import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { addBackup } from './backup.js';
import { addDemo } from './demo.js';
import { addExport } from './export/export.js';
import { addMigrate } from './migrate.js';
import { addMove } from './move.js';
import { packageFolder } from './package-folder.js';
import { addRestore } from './restore.js';
import { run } from './run.js';
import { addServe } from './serve.js';
import { addSigningKey } from './signing-key.js';
import { addUser } from './user/user.js';
import { addVerify } from './verify.js';
import { addVerifyReceipt } from './verify-receipt.js';

const program = new Command('nissmart')
  .description('A micro-savings ledger. The environment configures it; README.md has the table.')
  .version(version())
  .showHelpAfterError('(--help shows what there is)')
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error:/, 'nissmart:')) })
  .exitOverride();
const verbs = [addServe, addMigrate, addMove, addDemo, addVerify, addVerifyReceipt, addBackup, addRestore];
for (const add of [...verbs, addExport, addSigningKey, addUser]) add(program);

await run(async () => program.parseAsync());

function version(): string {
  const packageJson = readFileSync(join(packageFolder(), 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(packageJson)).version;
}
