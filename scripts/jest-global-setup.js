// Jest runs this once before all tests. It makes a folder for what the tests of one run share, and deletes it at the end. The
// folder is in shared memory where there is any, because tests flush a lot.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default () => {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'nissmart-tests-'));
  process.env.TEST_RUN_FOLDER = folder;
  process.on('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
};
