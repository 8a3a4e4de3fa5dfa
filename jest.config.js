import vm from 'node:vm';
import { requireSupportedRuntime } from './bin/runtime.js';

requireSupportedRuntime();
// Without the flag that `npm test` gives, Jest can load no test file, and says so of each in a page of its own.
if (/jest(\.js)?$/.test(process.argv[1] ?? '') && !('SourceTextModule' in vm)) {
  process.stderr.write('Run the tests with `npm test`, or some of them with `npm test -- <file> …`.\n');
  process.exit(2);
}

// The dashboard's days are those of the machine's clock; tests that say which ones they mean say it in UTC.
process.env.TZ = 'UTC';

const common = {
  testEnvironment: 'node',
  injectGlobals: false,
  setupFiles: ['reflect-metadata'],
  setupFilesAfterEnv: ['<rootDir>/test/support/titles.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // TypeScript sources import each other by the name of the compiled file.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/\\.dist-'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
          keepClassNames: true,
        },
      },
    ],
  },
};

/** Folders, wherever they are, whose tests run what was built: the command line, whole processes, the dashboard. */
const BUILT = ['cli', 'e2e', 'process'];

/** @type {import('jest').Config} */
export default {
  globalSetup: '<rootDir>/scripts/jest-global-setup.js',
  testTimeout: 240_000,
  projects: [
    {
      ...common,
      displayName: 'sources',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [`<rootDir>/test/(.+/)?(${BUILT.join('|')}|postgres)/`],
    },
    {
      ...common,
      displayName: 'built',
      testMatch: [`<rootDir>/test/**/{${BUILT.join()}}/**/*.test.ts`],
      // Only when one of these tests is run.
      globalSetup: '<rootDir>/scripts/build-for-tests.js',
      globals: { nissmartIsBuilt: true },
    },
  ],
  // `npm run check` does not repeat tests that have just passed.
  reporters: ['default', '<rootDir>/scripts/test-unless-passed.js'],
  // Many tests start servers and databases of their own; more workers than this only wait for each other.
  maxWorkers: 2,
  // Jest keeps the modules of finished test files alive under ESM; a fresh worker frees them.
  workerIdleMemoryLimit: '1GB',
};
