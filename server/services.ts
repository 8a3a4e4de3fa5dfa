import { Accounts } from './identity/accounts.js';
import { noThrottle, signInThrottle } from './identity/sign-in-throttle.js';
import { systemClock, type Clock } from './ledger/clock.js';
import { IdMaker } from './ledger/ids.js';
import { Ledger, type BatchReport } from './ledger/ledger.js';
import { newestTransactionId } from './ledger/queries/transactions.js';
import { UnitsOfWork } from './ledger/unit-of-work.js';
import { AdminReports } from './reports/admin-summary.js';
import { openStorage, type Storage } from './storage/orm.js';

/** The product without its transports: what the server and every command of the CLI work with. */
export interface OpenServices {
  readonly storage: Storage;
  readonly units: UnitsOfWork;
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly reports: AdminReports;
  readonly clock: Clock;
  /** Answers what was accepted, then closes the database. */
  close(): Promise<void>;
}

export interface ServiceOptions {
  readonly databaseUrl: string;
  readonly rateLimit?: boolean;
  readonly clock?: Clock;
  readonly ids?: IdMaker;
  readonly onBatch?: (report: BatchReport) => void;
  /** A COMMIT failed: nothing more is written, and the process should end. */
  readonly onOutcomeUnknown?: (cause: unknown) => void;
}

/** Opens the database, migrates it, and wires the services on it. */
export async function openServices(options: ServiceOptions): Promise<OpenServices> {
  const { clock = systemClock } = options;
  const storage = await openStorage(options.databaseUrl);
  const ids = options.ids ?? (await idsAfterTheNewest(storage));
  const units = new UnitsOfWork(storage.writer, options.onOutcomeUnknown ?? (() => undefined));
  const ledger = new Ledger(units, ids, clock, options.onBatch);
  const throttle = options.rateLimit === false ? noThrottle : signInThrottle();
  return {
    storage,
    units,
    ledger,
    accounts: new Accounts(units, storage.reader, clock, ids, throttle),
    reports: new AdminReports(storage.reader, clock),
    clock,
    async close() {
      await ledger.close();
      await storage.close();
    },
  };
}

/** Lists are paged by id, so a restart with the clock set back must not put what is new behind what is old. */
async function idsAfterTheNewest({ reader }: Storage): Promise<IdMaker> {
  const ids = new IdMaker();
  const newest = await newestTransactionId(reader.fork());
  if (newest !== undefined) ids.continueAfter(newest);
  return ids;
}
