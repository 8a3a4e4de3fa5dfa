import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { pathOf, type SystemUser } from './programs.js';

export interface Command {
  /** Name of the process, and of its log. */
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly user?: SystemUser | undefined;
  readonly cwd: string;
}

/**
 * A process with a log of its own. Ctrl-C in a terminal does not reach it, because the processes of a cluster end in an order;
 * but it is told to end when this process ends without a word.
 */
export class Supervised {
  readonly name: string;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;

  constructor({ name, command, env, user, cwd }: Command, logs: string) {
    this.name = name;
    const log = openSync(join(logs, `${name}.log`), 'a');
    const identity = user ? ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups'] : [];
    this.#child = spawn(pathOf('setpriv'), ['--pdeathsig', 'TERM', ...identity, '--', ...command], {
      cwd,
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8', ...env },
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    this.ended = new Promise((resolve) => {
      this.#child.once('exit', () => resolve());
      this.#child.once('error', () => resolve());
    });
  }

  get running(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The exit code, or the signal that ended it. */
  get exit(): string {
    return String(this.#child.exitCode ?? this.#child.signalCode ?? 'running');
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  /** Asks it to end and waits for that; after a time that is too long for anything, it is killed. */
  async stop(deadlineMs: number): Promise<void> {
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), deadlineMs);
    this.#child.kill('SIGTERM');
    await this.ended;
    clearTimeout(timer);
  }
}
