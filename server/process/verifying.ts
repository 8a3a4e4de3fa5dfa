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

/** How long an incremental verification may stand in for one of everything. */
const FULL_EVERY_MS = 24 * 3_600_000;
/** Books in which something is wrong stay so until somebody acts; looking at all of them again and again is no help. */
const AFTER_PROBLEMS_MS = 3_600_000;

/** The command line, as it was built or as it is developed. */
const NISSMART = fileURLToPath(new URL(`../cli/nissmart${extname(import.meta.url)}`, import.meta.url));

/**
 * Proves the books every now and then in a process of its own, at the lowest priority, so that requests never wait for it:
 * what is new each time, and everything once a day. The result is where the admin summary and the metrics find it.
 */
class Verifying {
  #child: ChildProcess | undefined;
  /** What a database says of itself counts for nothing where its keys are not the machine's. */
  #everything: boolean;

  constructor(
    private readonly services: Pick<OpenServices, 'storage' | 'clock'>,
    private readonly signingKeyFile: string | undefined,
    signing: SigningState,
    private readonly log: Logger,
  ) {
    this.#everything = signing !== 'READY';
  }

  /** Resolves when it is done. */
  readonly verify = async (): Promise<void> => {
    const args = await this.#argsOfNext();
    if (!args) return;
    const { path } = this.services.storage;
    const child = spawn(process.execPath, [...process.execArgv, NISSMART, ...args], {
      env: {
        ...process.env,
        DATABASE_URL: `sqlite:${path}`,
        DATABASE_URL_FILE: undefined,
        ...(this.signingKeyFile !== undefined && { NISSMART_SIGNING_KEY_FILE: this.signingKeyFile }),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    let complaints = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    const [code] = (await once(child, 'close')) as [number | null];
    this.#child = undefined;
    if (code === 0 || code === null) return;
    this.log.error({ complaints: complaints.trim() }, 'the verification of the books failed');
  };

  /** Ends one that is under way. */
  stop(): void {
    this.#child?.kill();
  }

  async #argsOfNext(): Promise<string[] | undefined> {
    if (this.#everything) {
      this.#everything = false;
      return ['verify'];
    }
    const last = await readSnapshot(this.services.storage.background, lastVerification);
    const now = this.services.clock.now().getTime();
    const since = (moment: Date | null): number => now - (moment?.getTime() ?? Number.NEGATIVE_INFINITY);
    if ((last.problems ?? 0) > 0 && since(last.lastVerifiedAt) < AFTER_PROBLEMS_MS) return undefined;
    return since(last.lastFullVerifiedAt) < FULL_EVERY_MS ? ['verify', '--incremental'] : ['verify'];
  }
}

/** The first time comes after an interval, because a process that has just started has better things to do. @returns Ends it. */
export function startVerifying(
  services: Pick<OpenServices, 'storage' | 'clock'>,
  { verifySeconds, signingKeyFile }: Pick<Config, 'verifySeconds' | 'signingKeyFile'>,
  signing: SigningState,
  log: Logger,
): () => void {
  if (verifySeconds === 0) return () => undefined;
  const verifying = new Verifying(services, signingKeyFile, signing, log);
  const jobs = { 'starting a verification': verifying.verify };
  const stopChores = startBackgroundJobs(jobs, verifySeconds * 1000, log, { atOnce: false });
  return () => {
    stopChores();
    verifying.stop();
  };
}
