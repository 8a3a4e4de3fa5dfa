import { afterAll, beforeAll } from '@jest/globals';
import Database from 'better-sqlite3';
import { openStorage, type Storage } from '../../../server/storage/orm.js';
import { insert, insertSample, NEWCOMERS, readAll } from '../sample.js';
import type { Refusal } from './cases.js';
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

/** A migrated database with the sample in it, open for all tests of a file: no attempt leaves a trace. */
export function useSampleDatabase(): () => Database.Database {
  let storage: Storage | undefined;
  let database: Database.Database | undefined;
  beforeAll(async () => {
    storage = await openStorage('sqlite::memory:');
    database = new Database(storage.path);
    database.pragma('foreign_keys = ON');
    insertSample(database);
  });
  afterAll(async () => {
    database?.close();
    await storage?.close();
  });
  return () => {
    if (!database) throw new Error('The database is open while tests run');
    return database;
  };
}

/** Tries a change and undoes it. Returns the database's message, or none when it passed, and the rows stored then. */
export function attempt(database: Database.Database, refusal: Refusal) {
  return undone(database, () => ({ message: wordsOf(database, refusal), stored: readAll(database) }));
}

/** True when the change passes without a trigger. */
export function passesWithout(database: Database.Database, trigger: string, refusal: Refusal): boolean {
  return undone(database, () => wordsOf(database, { ...refusal, behind: trigger }) === undefined);
}

function undone<Result>(database: Database.Database, work: () => Result): Result {
  database.exec('begin');
  try {
    return work();
  } finally {
    database.exec('rollback');
  }
}

function wordsOf(database: Database.Database, { attempt: tried, behind }: Refusal): string | undefined {
  if (behind !== undefined) database.exec(`drop trigger ${behind}`);
  try {
    if (typeof tried === 'string') database.exec(tried);
    else insert(database, tried.table, { ...NEWCOMERS[tried.table], ...tried.columns }, tried.or);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
