import { requireSupportedRuntime } from '../bin/runtime.js';

requireSupportedRuntime();

// The server without the other verbs around it, for `npm run dev`. Static imports would be loaded before the check above.
const { Command } = await import('commander');
const { run } = await import('./cli/run.js');
const { addServe } = await import('./cli/serve.js');

const program = new Command();
addServe(program);
await run(async () => program.parseAsync(['serve'], { from: 'user' }));
