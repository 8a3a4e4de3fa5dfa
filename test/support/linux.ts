import { existsSync } from 'node:fs';
import { test } from '@jest/globals';

/** A test of something that is read from `/proc`. Elsewhere than on Linux it is skipped and says so. */
export function testOnLinux(title: string, run: () => Promise<void>): void {
  if (existsSync('/proc/self/stat')) {
    test(title, run);
    return;
  }
  process.stderr.write(`SKIPPED, because there is no /proc here: ${title}\n`);
  test.skip(title, () => undefined);
}
