// The dashboard's days are those of the machine's clock; tests that say which ones they mean say it in UTC.
process.env.TZ = 'UTC';

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testTimeout: 240_000,
  // `npm run check` does not repeat tests that have just passed.
  reporters: ['default', '<rootDir>/scripts/test-unless-passed.js'],
  // Many tests start servers and databases of their own; more workers than this only wait for each other.
  maxWorkers: 2,
  // Jest keeps the modules of finished test files alive under ESM; a fresh worker frees them.
  workerIdleMemoryLimit: '1GB',
  injectGlobals: false,
  setupFiles: ['reflect-metadata'],
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
