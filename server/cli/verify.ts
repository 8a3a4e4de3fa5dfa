import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Command } from 'commander';
import type { VerifyingKey } from '../ledger/proof/signing-key.js';
import type { WorkBeside } from '../ledger/verify/beside.js';
import type { Found } from '../ledger/verify/problems.js';
import type { Problem } from '../ledger/verify/verify.js';
import { ExitError } from '../config/exit-error.js';
import { defaultKeyFile, readTrustedKeys } from '../keys/key-ring.js';
import type { OpenServices } from '../app/services.js';
import { withServices } from './database.js';
import type { ThreadData } from './verify-thread.js';

/** The file that a second thread runs, as it was built or from the sources. */
const THREAD = new URL(`./verify-thread${extname(import.meta.url)}`, import.meta.url);

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description(
      'Prove the books: every balance, entry, sequence, hash, signature, key and total. Exit code 1 when anything is wrong.',
    )
    .option('--incremental', 'only what came after the last verification, if that found nothing wrong')
    .option(
      '--key <file>',
      'the keys that checkpoints may be signed by, PEM; else those of the signing key’s file',
    )
    .action(async ({ incremental = false, key }: { incremental?: boolean; key?: string }) => {
      await withServices(async (services, { signingKeyFile }) =>
        verifyDatabase(services, { keyFile: key ?? signingKeyFile, incremental }),
      );
    });
}

interface VerifyOptions {
  /** File of the keys that may have signed checkpoints. */
  readonly keyFile: string | undefined;
  /** Database that the signing key lies beside, where no file is given; by default the verified one. */
  readonly beside?: string;
  readonly incremental?: boolean;
}

/** Verifies the books, prints the result and stores it in the database. @throws ExitError when anything is wrong. */
export async function verifyDatabase(
  { storage, units, clock }: Pick<OpenServices, 'storage' | 'units' | 'clock'>,
  { keyFile, beside = storage.path, incremental = false }: VerifyOptions,
): Promise<void> {
  const { verifyBooks } = await import('../ledger/verify/verify.js');
  const { marksOfLastVerification, recordVerification } = await import('../ledger/verify/verifications.js');
  const trusted = trustedKeys(keyFile, beside);
  const since = incremental ? await marksOfLastVerification(storage.reader) : undefined;
  const schema = await storage.expectedSchema();
  // PostgreSQL has its own processes; this one mostly waits for them.
  const findBeside =
    storage.engine === 'sqlite'
      ? async (work: WorkBeside) => findInThread({ ...work, path: storage.path })
      : undefined;
  const found = await verifyBooks(storage.reader, clock, undefined, {
    since,
    trusted,
    schema,
    ...(findBeside && { findBeside }),
  });
  const { wallets, transactions, entries, idempotencyRecords, durationMs, problems, problemCount } = found;
  console.log(`${storage.name}, as of ${found.startedAt.toISOString()}`);
  if (!trusted) {
    console.log(
      'There is no signing key here; signatures are checked by the keys in the database. Give yours with --key.',
    );
  }
  if (since) {
    console.log(
      'Only what came after the last verification was looked at: nothing older, no keys, no rules for review, no volumes.',
    );
  }
  console.log(
    `Checked ${wallets} wallets, ${transactions} transactions, ${entries} entries and ` +
      `${idempotencyRecords} idempotency records in ${Math.ceil(durationMs)} ms.`,
  );
  for (const problem of problems) console.log(lineOf(problem));
  if (problemCount > problems.length) console.log(`… and ${problemCount - problems.length} more`);

  await recordVerification(units, found);
  if (problemCount > 0) throw new ExitError(`the books have ${counted(problemCount, 'problem')}`);
  console.log('The books are right.');
}

/** Runs a part of the verification in a thread, which would otherwise take as long again. */
async function findInThread(workerData: ThreadData): Promise<Found> {
  const thread = new Worker(THREAD, { workerData });
  const [found] = (await once(thread, 'message')) as [Found];
  return found;
}

/** Reads the trusted keys; undefined when there are none but those that the database lists. */
function trustedKeys(given: string | undefined, databasePath: string): VerifyingKey[] | undefined {
  if (given !== undefined) return readTrustedKeys(given);
  const local = defaultKeyFile(databasePath);
  return existsSync(local) ? readTrustedKeys(local) : undefined;
}

function lineOf({ code, subject, message, expected, found }: Problem): string {
  const row = subject.id === null ? subject.table : `${subject.table} ${subject.id}`;
  return `${code} in ${row}: ${message} (expected ${expected}, found ${found})`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
