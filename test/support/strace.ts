import { spawnSync } from 'node:child_process';
import { test } from '@jest/globals';

/** A reason why no process can be traced here; empty where it can. */
function whyNot(): string {
  const { error, stderr } = spawnSync('strace', ['-f', '-o', '/dev/null', 'true'], { encoding: 'utf8' });
  if (error) return 'there is no strace (apt-get install strace)';
  return stderr.trim();
}

const reason = whyNot();

/** A test that traces a process. Where that cannot be it is skipped and says why; in continuous integration it fails. */
export function testTraced(title: string, run: () => Promise<void>, timeoutMs?: number): void {
  if (reason !== '' && process.env.CI === undefined) {
    process.stderr.write(`SKIPPED, because ${reason}: ${title}\n`);
    test.skip(title, () => undefined);
    return;
  }
  test(
    title,
    async () => {
      if (reason !== '') throw new Error(`This test traces a process, but ${reason}`);
      await run();
    },
    timeoutMs,
  );
}

/** A command before which `strace` with these options stands; signals reach the command itself. */
export function straced(...options: readonly string[]): readonly string[] {
  return ['strace', '-D', '-f', ...options];
}
