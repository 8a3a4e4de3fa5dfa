// Jest runs this once before the tests that need a build and PostgreSQL, and not at all when none of them is asked for.

import build from './build-for-tests.js';
import startPostgres from './postgres-for-tests.js';

export default async () => {
  await build();
  await startPostgres();
};
