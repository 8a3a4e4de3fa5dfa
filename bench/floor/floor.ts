import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Contestant } from '../benchmark.js';
import { startTimer } from '../load.js';

/** The fewest tables that hold the facts of a transfer: numbers for wallets, bytes for ids and hashes, no text to repeat. */
const TABLES = `
create table wallets (id integer primary key, posted integer not null check (posted >= 0), sequence integer not null,
  head blob) strict;
create table transactions (id blob primary key, type text not null, status text not null,
  amount integer not null check (amount > 0), currency text not null, source integer not null references wallets,
  destination integer not null references wallets, by_user blob not null, reference text, description text,
  metadata text, created_at integer not null, posted_at integer) strict;
create index transactions_by_source on transactions (source, id);
create index transactions_by_destination on transactions (destination, id);
create table entries (wallet integer not null references wallets, sequence integer not null,
  transaction_id blob not null references transactions, amount integer not null, balance_after integer not null,
  hash blob not null, created_at integer not null, primary key (wallet, sequence)) strict, without rowid;
create index entries_by_transaction on entries (transaction_id);
create table keys (user blob not null, key text not null, fingerprint blob not null, operation text not null,
  transaction_id blob, created_at integer not null, primary key (user, key)) strict, without rowid;`;

const OPENING_BALANCE = 1e12;

/**
 * The floor: what a ledger's facts cost with nothing in between. Bare better-sqlite3 and prepared statements write a transfer's
 * transaction, two entries, key and balances in compact rows, with the ledger's durability. It shares no table with the
 * product, so that it stays where it is while the product changes.
 */
export class Floor {
  readonly #database: Database.Database;
  readonly #balances: number[];
  readonly #sequences: number[];
  readonly #commit: Database.Transaction<(transfers: number) => void>;
  #made = 0;

  constructor(
    folder: string,
    private readonly wallets: number,
  ) {
    const database = new Database(join(folder, 'floor.db'));
    this.#database = database;
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.exec(TABLES);
    const insert = database.prepare('insert into wallets values (?, ?, 0, null)');
    database.transaction(() => {
      for (let id = 1; id <= wallets; id += 1) insert.run(id, OPENING_BALANCE);
    })();
    this.#balances = new Array<number>(wallets + 1).fill(OPENING_BALANCE);
    this.#sequences = new Array<number>(wallets + 1).fill(0);
    const write = this.#writer();
    this.#commit = database.transaction((transfers: number) => {
      for (let transfer = 0; transfer < transfers; transfer += 1) write();
    });
  }

  /** Writes so many transfers, and makes them durable together. */
  commit(transfers: number): void {
    this.#commit.immediate(transfers);
  }

  close(): void {
    this.#database.close();
  }

  #writer(): () => void {
    const insertTransaction = this.#prepare('insert into transactions', 13);
    const insertEntry = this.#prepare('insert into entries', 7);
    const insertKey = this.#prepare('insert into keys', 6);
    const updateWallet = this.#database.prepare(
      'update wallets set posted = ?, sequence = ?, head = ? where id = ?',
    );
    const user = randomBytes(16);
    const [balances, sequences] = [this.#balances, this.#sequences];
    const move = (wallet: number, amount: number, id: Buffer, hash: Buffer, now: number): void => {
      const balance = (balances[wallet] ?? 0) + amount;
      const sequence = (sequences[wallet] ?? 0) + 1;
      balances[wallet] = balance;
      sequences[wallet] = sequence;
      insertEntry.run(wallet, sequence, id, amount, balance, hash, now);
      updateWallet.run(balance, sequence, hash, wallet);
    };
    return () => {
      const source = 1 + Math.floor(Math.random() * this.wallets);
      let destination = 1 + Math.floor(Math.random() * (this.wallets - 1));
      if (destination >= source) destination += 1;
      const now = Date.now();
      const id = timeOrderedId(now);
      const amount = 1 + (this.#made++ % 1000);
      const hash = createHash('sha256').update(id).digest();
      const texts = ['INV-2024-0042', 'Lunch on Friday', null];
      const terms = ['TRANSFER', 'POSTED', amount, 'KES', source, destination, user, ...texts, now, now];
      insertTransaction.run(id, ...terms);
      move(source, -amount, id, hash, now);
      move(destination, amount, id, hash, now);
      insertKey.run(user, randomUUID(), hash, 'transfer', id, now);
    };
  }

  #prepare(insertInto: string, columns: number): Database.Statement {
    return this.#database.prepare(`${insertInto} values (${new Array(columns).fill('?').join(', ')})`);
  }
}

/** The floor as a contestant: one hundred transfers a commit. */
export function floorContestant(floor: Floor, seconds: number): Contestant {
  return { name: FLOOR, run: async () => commitFor(floor, 100, seconds) };
}

/** A bare durable commit, of one transfer: the least that a lone client can wait. */
export function commitContestant(floor: Floor, seconds: number): Contestant {
  return { name: COMMIT, run: async () => commitFor(floor, 1, seconds) };
}

export const FLOOR = 'floor';
export const COMMIT = 'a bare durable commit';

function commitFor(floor: Floor, transfers: number, seconds: number): ReturnType<Contestant['run']> {
  const latenciesMs: number[] = [];
  const timing = startTimer();
  const endsAt = performance.now() + seconds * 1000;
  for (let startedAt = performance.now(); startedAt < endsAt; startedAt = performance.now()) {
    floor.commit(transfers);
    latenciesMs.push(performance.now() - startedAt);
  }
  return Promise.resolve({ operations: latenciesMs.length * transfers, ...timing(), latenciesMs });
}

function timeOrderedId(now: number): Buffer {
  const id = randomBytes(16);
  id.writeUIntBE(now, 0, 6);
  return id;
}
