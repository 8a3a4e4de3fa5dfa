import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { packageFolder } from './package-folder.js';
import { requireSupportedRuntime } from '../../bin/runtime.js';

requireSupportedRuntime();

// A start spends most of its time loading modules. V8's compiled code of all that is imported from here on is kept between
// starts, beside the packages that it was compiled from: who may write there could as well change the packages. Where this
// process may not, everything is compiled anew and nothing is said.
enableCompileCache(join(packageFolder(), 'node_modules/.cache/nissmart'));

await import('./program.js');
