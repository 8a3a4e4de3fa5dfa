#!/usr/bin/env node
import { requireSupportedRuntime } from './runtime.js';

requireSupportedRuntime();

// Dynamic imports, because static ones would be loaded before the check above runs.
const { buildIfNeeded } = await import('../scripts/build-if-needed.js');
await buildIfNeeded();
// By its address, because the compiler must not look for what it has not built yet.
await import(new URL('../dist/server/cli/nissmart.js', import.meta.url).href);
