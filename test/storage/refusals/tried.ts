import { afterAll, beforeAll } from '@jest/globals';
import { POSTGRES } from '../../support/postgres.js';
import { insert, insertSample, NEWCOMERS, readAll } from '../sample.js';
import { isSqlitesOwn, type Refusal } from './cases.js';
import type { SampleDatabase } from './database.js';
import { ACCOUNT_REFUSALS } from './accounts.js';
import { API_TOKEN_REFUSALS } from './api-tokens.js';
import { CHECKPOINT_REFUSALS } from './checkpoints.js';
import { OTHER_REFUSALS, RECORD_REFUSALS, WALLET_REFUSALS } from './holders.js';
import { MOTION_REFUSALS } from './motion.js';
import { ENTRY_REFUSALS, TRANSACTION_REFUSALS } from './money.js';
import { RISK_REFUSALS } from './risk.js';
import { EXTERNAL_REFUSALS } from './external.js';
import { SIGN_IN_REFUSALS } from './sign-ins.js';

export const REFUSALS = [
  ...ENTRY_REFUSALS,
  ...TRANSACTION_REFUSALS,
  ...WALLET_REFUSALS,
  ...RECORD_REFUSALS,
  ...MOTION_REFUSALS,
  ...CHECKPOINT_REFUSALS,
  ...ACCOUNT_REFUSALS,
  ...API_TOKEN_REFUSALS,
  ...RISK_REFUSALS,
  ...SIGN_IN_REFUSALS,
  ...EXTERNAL_REFUSALS,
  ...OTHER_REFUSALS,
];

/** Leaves out what cannot be said on the engine that the tests run on. */
export function sayable(refusals: readonly Refusal[]): readonly Refusal[] {
  return POSTGRES === undefined ? refusals : refusals.filter((refusal) => !isSqlitesOwn(refusal));
}

/** A migrated database with the sample in it, open for all tests of a file: no attempt leaves a trace. */
export function useSampleDatabase(): () => SampleDatabase {
  let database: SampleDatabase | undefined;
  beforeAll(async () => {
    const { openSampleDatabase } =
      POSTGRES === undefined ? await import('./on-sqlite.js') : await import('./on-postgres.js');
    database = await openSampleDatabase();
    await insertSample(database);
  });
  afterAll(async () => database?.close());
  return () => {
    if (!database) throw new Error('The database is open while tests run');
    return database;
  };
}

/** Tries a change and undoes it. Returns the database's message, or none when it passed, and the rows stored then. */
export async function attempt(database: SampleDatabase, refusal: Refusal) {
  return database.undone(async () => ({
    message: (await wordsOf(database, refusal)) ?? (await wordsInTheEnd(database)),
    stored: await readAll(database),
  }));
}

/** True when the change passes without a trigger. */
export async function passesWithout(
  database: SampleDatabase,
  trigger: string,
  refusal: Refusal,
): Promise<boolean> {
  return database.undone(
    async () => (await wordsOf(database, { ...refusal, behind: trigger })) === undefined,
  );
}

async function wordsOf(
  database: SampleDatabase,
  { attempt: tried, behind }: Refusal,
): Promise<string | undefined> {
  if (behind !== undefined) await database.dropTrigger(behind);
  return refusalOf(async () =>
    typeof tried === 'string'
      ? database.run(tried)
      : insert(database, tried.table, { ...NEWCOMERS[tried.table], ...tried.columns }, tried.or),
  );
}

async function wordsInTheEnd(database: SampleDatabase): Promise<string | undefined> {
  return refusalOf(async () => database.settle());
}

async function refusalOf(work: () => Promise<void>): Promise<string | undefined> {
  return work().then(
    () => undefined,
    (error: unknown) => (error as Error).message,
  );
}
