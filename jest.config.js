import vm from 'node:vm';
import { requireSupportedRuntime } from './bin/runtime.js';
import { noServerBecause } from './scripts/postgres-for-tests.js';
import { testsAboutSqlite } from './scripts/tests-about-sqlite.js';

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

/** Folders whose tests run on PostgreSQL as well, unless they are about SQLite itself. */
const ON_BOTH_ENGINES = [
  'access',
  'graphql',
  'http',
  'identity',
  'ledger',
  'live',
  'mail',
  'reports',
  'storage',
].map((folder) => `test/${folder}`);

/** Tests that are about PostgreSQL itself. */
const ABOUT_POSTGRES = '/postgres/|\\.postgres\\.test\\.ts$';

const onPostgres = {
  ...common,
  displayName: 'postgres',
  testMatch: [`<rootDir>/{${ON_BOTH_ENGINES.join()}}/**/*.test.ts`],
  testPathIgnorePatterns: testsAboutSqlite(import.meta.dirname, ON_BOTH_ENGINES).map(
    (file) => `^${file.replaceAll('.', '\\.')}$`,
  ),
  // Only when one of these tests is run.
  globalSetup: '<rootDir>/scripts/postgres-for-tests.js',
  globals: { testedEngine: 'postgres' },
};

/** Tests that move ledgers from one engine to the other, by what was built. */
const MOVING = 'test/cli/moving/';
/** Tests of several nodes, as they were built, on a database. */
const NODES = 'test/process/postgres/';

const builtOnPostgres = [
  ['moving', MOVING],
  ['nodes', NODES],
].map(([displayName, folder]) => ({
  ...common,
  displayName,
  testMatch: [`<rootDir>/${folder}**/*.test.ts`],
  globalSetup: '<rootDir>/scripts/both-for-tests.js',
  globals: { nissmartIsBuilt: true },
}));

const noPostgres = noServerBecause();
if (noPostgres !== undefined) process.stderr.write(`The tests do not run on PostgreSQL: ${noPostgres}.\n`);
// There its absence is a failure.
const postgresProjects =
  noPostgres === undefined || process.env.CI === 'true' ? [onPostgres, ...builtOnPostgres] : [];

/** @type {import('jest').Config} */
export default {
  globalSetup: '<rootDir>/scripts/jest-global-setup.js',
  testTimeout: 240_000,
  projects: [
    {
      ...common,
      displayName: 'sources',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [`<rootDir>/test/(.+/)?(${BUILT.join('|')})/`, ABOUT_POSTGRES],
    },
    {
      ...common,
      displayName: 'built',
      testMatch: [`<rootDir>/test/**/{${BUILT.join()}}/**/*.test.ts`],
      testPathIgnorePatterns: [MOVING, NODES].map((folder) => `<rootDir>/${folder}`),
      // Only when one of these tests is run.
      globalSetup: '<rootDir>/scripts/build-for-tests.js',
      globals: { nissmartIsBuilt: true },
    },
    ...postgresProjects,
  ],
  // `npm run check` does not repeat tests that have just passed.
  reporters: ['default', '<rootDir>/scripts/test-unless-passed.js'],
  // Many tests start servers and databases of their own; more workers than this only wait for each other.
  maxWorkers: 2,
  // Jest keeps the modules of finished test files alive under ESM; a fresh worker frees them.
  workerIdleMemoryLimit: '1GB',
};
