import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { onCleanup } from './ledger.js';

export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

export type Environment = Readonly<Record<string, string>>;

/** Exit of a process, with all of its output. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly env?: Environment;
  /** Text for its standard input, which is closed otherwise. */
  readonly input?: string;
}

/** Runs `nissmart …` as it was built, in a process of its own, to its end. */
export async function nissmart(args: readonly string[], { env, input }: RunOptions = {}): Promise<Ended> {
  const running = new Nissmart(args, env);
  running.child.stdin.end(input);
  return running.ended;
}

interface Limits {
  readonly nodeArgs?: readonly string[];
  /** Maximum size of a file that it may write, in KiB. */
  readonly fileSizeMaxKiB?: number;
  /** Command that runs it, such as `strace` with its options. */
  readonly under?: readonly string[];
}

/** A running process. It is killed after the present test if it still runs. */
export class Nissmart {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly ended: Promise<Ended>;
  #stdout = '';
  #stderr = '';

  constructor(
    args: readonly string[],
    env: Environment = {},
    { nodeArgs = [], fileSizeMaxKiB, under = [] }: Limits = {},
  ) {
    if (!('nissmartIsBuilt' in globalThis))
      throw new Error(
        'What starts nissmart lies in a folder whose tests are run on a build: see jest.config.js',
      );
    const command = [...under, process.execPath, ...nodeArgs, 'bin/nissmart.js', ...args];
    // Beyond the limit the system refuses to write to a file, as it does when a disk is full.
    const shell = ['bash', '--norc', '-c', `ulimit -f ${fileSizeMaxKiB ?? ''}; exec "$@"`, 'bash'];
    const [file = '', ...rest] = fileSizeMaxKiB === undefined ? command : [...shell, ...command];
    this.child = spawn(file, rest, {
      cwd: PROJECT,
      // Nothing of what the developer has set; the program under test sees what the test says.
      env: { PATH: process.env.PATH, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.ended = once(this.child, 'close').then(() => ({
      code: this.child.exitCode,
      stdout: this.#stdout,
      stderr: this.#stderr,
    }));
    onCleanup(async () => {
      this.child.kill('SIGKILL');
      await this.ended;
    });
  }

  /** @throws Error with everything it said when it ends without a line that matches. */
  async line(pattern: RegExp): Promise<RegExpExecArray> {
    for await (const line of createInterface(this.child.stdout)) {
      const match = pattern.exec(line);
      if (match) {
        this.child.stdout.resume();
        return match;
      }
    }
    const { code, stdout, stderr } = await this.ended;
    throw new Error(`It ended with ${String(code)} before it said ${String(pattern)}:\n${stdout}${stderr}`);
  }

  /** Sends a signal and waits for the end. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }
}

export interface Serving {
  readonly url: string;
  readonly process: Nissmart;
}

/** `nissmart serve`, on a free port and without demo data unless the environment says otherwise; resolves when it is ready. */
export async function serve(env: Environment, limits: Limits = {}): Promise<Serving> {
  const defaults = { PORT: '0', NISSMART_DEMO: '0', NISSMART_RATE_LIMIT: 'off', LOG_LEVEL: 'silent' };
  const running = new Nissmart(['serve'], { ...defaults, ...env }, limits);
  const [, url = ''] = await running.line(/^listening on (http:\S+)$/);
  return { url, process: running };
}
