import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { openForWriting } from '../server/storage/orm.js';
import type { Bank } from './bank.js';
import type { Contestant, Sample } from './benchmark.js';
import { INSERTS, RowMaker, type Balance, type TransferRows, type Value } from './floor-rows.js';
import { startTimer } from './load.js';

const TRANSFERS_A_COMMIT = 100;

const UPDATE_WALLET = 'update wallets set posted = ?, sequence = ?, chain_head = ? where id = ?';

type Table = keyof typeof INSERTS;
type Write = (transfers: readonly TransferRows[]) => void;

/**
 * Measures the floor: the cost of the same rows with nothing in between. Bare better-sqlite3, prepared statements, one
 * hundred transfers a commit, on a copy of the bank's database with the same triggers, indexes and pragmas. Two variants of
 * plain code run; the ledger is measured against the faster one.
 */
export async function openFloor(
  bank: Bank,
  operations: number,
): Promise<{ contestants: Contestant[]; close(): void }> {
  const path = join(bank.folder, 'floor.db');
  await bank.storage.backup(path);
  const database = openForWriting(path, true);
  const balances = new Map(
    database
      .prepare<[], Balance & { id: string }>(
        'select id, posted, sequence, chain_head as chainHead from wallets',
      )
      .all()
      .map(({ id, ...balance }) => [id, balance]),
  );
  const maker = new RowMaker(bank.accounts, balances);
  const contestant = (name: string, write: Write): Contestant => ({
    name,
    run: async () => writeBatches(database, maker, operations, write),
  });
  return {
    contestants: [
      contestant('floor, a row a statement', rowByRow(database)),
      contestant('floor, a table a statement', tableByTable(database)),
    ],
    close: () => void database.close(),
  };
}

function writeBatches(
  database: Database.Database,
  maker: RowMaker,
  operations: number,
  write: Write,
): Sample {
  const batches = Array.from({ length: Math.ceil(operations / TRANSFERS_A_COMMIT) }, () =>
    Array.from({ length: TRANSFERS_A_COMMIT }, () => maker.next()),
  );
  const commit = database.transaction(write);
  const timing = startTimer();
  for (const batch of batches) commit.immediate(batch);
  return { operations: batches.length * TRANSFERS_A_COMMIT, ...timing(), latenciesMs: [] };
}

function rowByRow(database: Database.Database): Write {
  const insertTransaction = database.prepare<Value[]>(insertInto('transactions', 1));
  const insertEntry = database.prepare<Value[]>(insertInto('entries', 1));
  const insertRecord = database.prepare<Value[]>(insertInto('idempotency_records', 1));
  const updateWallet = database.prepare<Value[]>(UPDATE_WALLET);
  return (transfers) => {
    for (const { transaction, entries, record, wallets } of transfers) {
      insertTransaction.run(...transaction);
      insertEntry.run(...entries[0]);
      insertEntry.run(...entries[1]);
      insertRecord.run(...record);
      updateWallet.run(...wallets[0]);
      updateWallet.run(...wallets[1]);
    }
  };
}

/** Writes fewer statements: a wallet that moved several times is written once, in its last state. */
function tableByTable(database: Database.Database): Write {
  const insertTransactions = database.prepare<Value[]>(insertInto('transactions', TRANSFERS_A_COMMIT));
  const insertEntries = database.prepare<Value[]>(insertInto('entries', TRANSFERS_A_COMMIT * 2));
  const insertRecords = database.prepare<Value[]>(insertInto('idempotency_records', TRANSFERS_A_COMMIT));
  const updateWallet = database.prepare<Value[]>(UPDATE_WALLET);
  return (transfers) => {
    insertTransactions.run(...transfers.flatMap(({ transaction }) => transaction));
    insertEntries.run(...transfers.flatMap(({ entries }) => [...entries[0], ...entries[1]]));
    insertRecords.run(...transfers.flatMap(({ record }) => record));
    const last = new Map(transfers.flatMap(({ wallets }) => wallets.map((wallet) => [wallet[2], wallet])));
    for (const wallet of last.values()) updateWallet.run(...wallet);
  };
}

function insertInto(table: Table, rows: number): string {
  const columns = INSERTS[table];
  const row = `(${columns.split(', ').fill('?').join(', ')})`;
  return `insert into ${table} (${columns}) values ${new Array<string>(rows).fill(row).join(', ')}`;
}
