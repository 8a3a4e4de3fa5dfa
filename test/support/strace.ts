import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { test } from '@jest/globals';
import { onCleanup } from './ledger.js';

/** A reason why no process can be traced here; empty where it can. */
function whyNot(): string {
  const found = spawnSync('strace', ['--version']);
  if (found.error) return 'there is no strace (apt-get install strace)';
  const attach = 'sleep 60 & p=$!; strace -o /dev/null -p $p 2>&1 | { read -r line; kill $p; echo "$line"; }';
  const { stdout } = spawnSync('bash', ['-c', attach], { encoding: 'utf8' });
  return stdout.includes(' attached') ? '' : `no process can be traced here (${stdout.trim()})`;
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

/** Lets calls of a running process that touch these files fail, or whatever `strace` injects, until it is called off. */
export async function inject(
  pid: number | undefined,
  what: string,
  paths: readonly string[],
): Promise<() => Promise<void>> {
  const calls = what.slice(0, what.indexOf(':'));
  const files = paths.flatMap((path) => ['-P', path]);
  const options = ['-f', '-o', '/dev/null', '-e', `trace=${calls}`, '-e', `inject=${what}`, ...files];
  const tracer = spawn('strace', [...options, '-p', String(pid)], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(tracer, 'exit');
  const callOff = async (): Promise<void> => {
    tracer.kill('SIGTERM');
    await ended;
  };
  onCleanup(callOff);
  let said = '';
  for await (const text of tracer.stderr.setEncoding('utf8')) {
    said += String(text);
    if (said.includes(' attached')) break;
  }
  tracer.stderr.resume();
  if (tracer.exitCode !== null) throw new Error(`strace did not attach: ${said}`);
  return callOff;
}
