// Jest runs this once before all tests: what the tests of one run share lies in a folder that goes with it. In shared memory
// where there is any, because tests flush a lot.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default () => {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'nissmart-tests-'));
  process.env.FOLDER_OF_TESTS = folder;
  process.on('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
};
