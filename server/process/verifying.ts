import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { readSnapshot } from '../ledger/database/snapshot.js';
import type { SigningState } from '../ledger/proof/keys.js';
import { lastVerification } from '../reports/summary/integrity.js';
import type { Config } from '../config/config.js';
import type { OpenServices } from '../app/services.js';
import { startBackgroundJobs } from './background-jobs.js';
import { VerificationTurns } from './verification-turns.js';

/** Maximum time between two full verifications, in milliseconds; incremental ones come in between. */
const FULL_EVERY_MS = 24 * 3_600_000;
/**
 * Pause after a verification with problems, in milliseconds: books stay wrong until somebody acts, and more looks are no
 * help.
 */
const AFTER_PROBLEMS_MS = 3_600_000;

/** The command line, as it was built or from the sources. */
const NISSMART = fileURLToPath(new URL(`../cli/nissmart${extname(import.meta.url)}`, import.meta.url));

/**
 * Verifies the books at an interval in a child process, at the lowest priority, so that requests never wait for it:
 * incrementally each time, and fully once a day. The admin summary and the metrics read the result from the database.
 *
 * Several nodes on one database share the turns.
 */
class Verifying {
  #child: ChildProcess | undefined;
  /**
   * True when the next verification is a full one. The first is, where the database's keys are not the machine's: its own
   * claims prove nothing then.
   */
  #everything: boolean;
  readonly #turns: VerificationTurns;

  constructor(
    private readonly services: Pick<OpenServices, 'storage' | 'clock'>,
    private readonly config: Pick<Config, 'databaseUrl' | 'verifySeconds' | 'signingKeyFile'>,
    signing: SigningState,
    private readonly log: Logger,
  ) {
    this.#everything = signing !== 'READY';
    this.#turns = new VerificationTurns(services, config.verifySeconds * 1000);
  }

  /** Resolves when it is done. */
  readonly verify = async (): Promise<void> => {
    const args = await this.#argsOfNext();
    if (!args) return;
    const { engine, path } = this.services.storage;
    const { databaseUrl, signingKeyFile } = this.config;
    const child = spawn(process.execPath, [...process.execArgv, NISSMART, ...args], {
      env: {
        ...process.env,
        DATABASE_URL: engine === 'sqlite' ? `sqlite:${path}` : databaseUrl,
        DATABASE_URL_FILE: undefined,
        ...(signingKeyFile !== undefined && { NISSMART_SIGNING_KEY_FILE: signingKeyFile }),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    let complaints = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    const [code] = (await once(child, 'close')) as [number | null];
    this.#child = undefined;
    await this.#turns.done();
    if (code === 0 || code === null) return;
    this.log.error({ complaints: complaints.trim() }, 'the verification of the books failed');
  };

  /** Stops a running verification. */
  stop(): void {
    this.#child?.kill();
  }

  async #argsOfNext(): Promise<string[] | undefined> {
    if (this.#everything) {
      this.#everything = false;
      return ['verify'];
    }
    if (!(await this.#turns.isOurs())) return undefined;
    const last = await readSnapshot(this.services.storage.background, lastVerification);
    const now = this.services.clock.now().getTime();
    const since = (moment: Date | null): number => now - (moment?.getTime() ?? Number.NEGATIVE_INFINITY);
    if ((last.problems ?? 0) > 0 && since(last.lastVerifiedAt) < AFTER_PROBLEMS_MS) return undefined;
    return since(last.lastFullVerifiedAt) < FULL_EVERY_MS ? ['verify', '--incremental'] : ['verify'];
  }
}

/**
 * Starts verification after one interval, because a process that has just started has better things to do. Nodes that started
 * together would all verify at the same moment, so each waits for up to half an interval more.
 *
 * @returns A function that stops it.
 */
export function startVerifying(
  services: Pick<OpenServices, 'storage' | 'clock'>,
  config: Pick<Config, 'databaseUrl' | 'verifySeconds' | 'signingKeyFile'>,
  signing: SigningState,
  log: Logger,
): () => void {
  if (config.verifySeconds === 0) return () => undefined;
  const intervalMs = config.verifySeconds * 1000;
  const verifying = new Verifying(services, config, signing, log);
  const jobs = { 'starting a verification': verifying.verify };
  let stopJobs = (): void => undefined;
  const delay = setTimeout(
    () => (stopJobs = startBackgroundJobs(jobs, intervalMs, log)),
    intervalMs * (1 + Math.random() / 2),
  ).unref();
  return () => {
    clearTimeout(delay);
    stopJobs();
    verifying.stop();
  };
}
