import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';
import { v7 } from 'uuid';
import { User } from '../../server/identity/model/user.js';
import type { Currency } from '../../server/ledger/money/currencies.js';
import { IdGenerator } from '../../server/ledger/model/ids.js';
import { Ledger, type BatchReport } from '../../server/ledger/ledger.js';
import { settlementPolicy, type SettlementPolicy } from '../../server/ledger/posting/book/review-terms.js';
import { UnitsOfWork, type UnitLimits } from '../../server/ledger/database/unit-of-work.js';
import { Wallet, type WalletStatus } from '../../server/ledger/model/wallet.js';
import { openStorage, type Storage } from '../../server/storage/orm.js';
import { SettableClock } from './clock.js';
import { emptyDatabase } from './database.js';
import { depositTo } from './commands.js';

/** On a busy machine, ledgers that race each other may be in each other's way for longer than anybody else would wait. */
const PATIENT: UnitLimits = { contentionMs: 30_000 };

const cleanups: (() => Promise<void> | void)[] = [];

// Closes everything that a test of this file opened, the last one first.
afterEach(async () => {
  for (let cleanup = cleanups.pop(); cleanup; cleanup = cleanups.pop()) await cleanup();
});

/** Runs after the present test, before everything that was registered earlier. */
export function onCleanup(cleanup: () => Promise<void> | void): void {
  cleanups.push(cleanup);
}

/** A folder of the present test's own, removed after it; in shared memory where there is any, because a test flushes a lot. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'nissmart-test-'));
  onCleanup(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The url of a new database of the present test's own. */
export async function newDatabase(): Promise<string> {
  const { url, remove } = await emptyDatabase();
  onCleanup(remove);
  return url;
}

/** A ledger on a database file of its own, with everything a test wants to set or to look at. */
export class TestLedger {
  readonly ids = new IdGenerator();
  readonly units: UnitsOfWork;
  readonly ledger: Ledger;
  /** Arguments of `onOutcomeUnknown`. */
  readonly unknownOutcomes: unknown[] = [];
  readonly batches: BatchReport[] = [];
  #closed = false;

  private constructor(
    readonly url: string,
    readonly storage: Storage,
    readonly clock: SettableClock,
    readonly policy: SettlementPolicy,
    limits: UnitLimits,
  ) {
    this.units = new UnitsOfWork(storage.writer, (cause) => this.unknownOutcomes.push(cause), limits);
    storage.relay(this.units.changes);
    this.ledger = new Ledger(this.units, this.ids, clock, (report) => this.batches.push(report), policy);
  }

  /** Opens the database at the url, or a new one. Two of them on one url are two processes as far as the database can tell. */
  static async open(
    url?: string,
    clock = new SettableClock(),
    policy = settlementPolicy('instant'),
    limits = PATIENT,
  ) {
    const database = url ?? (await newDatabase());
    const opened = new TestLedger(database, await openStorage(database), clock, policy, limits);
    onCleanup(async () => opened.close());
    return opened;
  }

  /** One that gives up as soon as a server does. */
  static async openImpatient(url?: string): Promise<TestLedger> {
    return TestLedger.open(url, undefined, undefined, {});
  }

  /** In review mode, where deposits and withdrawals wait. */
  static async openInReview(): Promise<TestLedger> {
    return TestLedger.open(undefined, undefined, settlementPolicy('review'));
  }

  /** Another process on the same database, as far as that can tell; it may settle otherwise. */
  async twin(policy = this.policy): Promise<TestLedger> {
    return TestLedger.open(this.url, this.clock, policy);
  }

  /** Reopens the ledger, as a process that ended well and started again a moment later. */
  async reopen(): Promise<TestLedger> {
    await this.close();
    this.clock.advance(1_000);
    return TestLedger.open(this.url, this.clock, this.policy);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.ledger.close();
    await this.storage.close();
  }

  /** A customer. */
  async user(overrides: Partial<User> = {}): Promise<User> {
    const user = new User();
    const id = v7();
    user.id = id;
    user.email = `${id}@example.com`;
    user.emailKey = user.email;
    user.displayName = 'Amina Otieno';
    user.role = 'CUSTOMER';
    user.status = 'ACTIVE';
    user.passwordHash = '$argon2id$none';
    user.createdAt = this.clock.now();
    Object.assign(user, overrides);
    await this.units.run(async (em) => em.persist(user));
    return user;
  }

  /** An ACTIVE customer wallet, deposited into through the ledger when it shall hold something. */
  async wallet({
    owner,
    currency = 'KES',
    name = 'Savings',
    balance = 0,
  }: {
    owner?: Pick<User, 'id'>;
    currency?: Currency;
    name?: string;
    balance?: number;
  } = {}): Promise<OwnedWallet> {
    const ownerId = (owner ?? (await this.user())).id;
    const { wallet } = await this.ledger.openWallet({ ownerId, name, currency });
    const owned = { id: wallet.id, ownerId, currency };
    if (balance > 0) await this.ledger.submit(depositTo(owned, balance));
    return owned;
  }

  /** Sets what a command would set, without the command. */
  async change(wallet: { id: string }, fields: { status?: WalletStatus; held?: number }): Promise<void> {
    await this.units.run(async (em) => {
      const stored = await em.findOneOrFail(Wallet, { id: wallet.id });
      Object.assign(stored, fields);
    });
  }
}

/** A customer's wallet, as commands need it. */
export interface OwnedWallet {
  readonly id: string;
  readonly ownerId: string;
  readonly currency: Currency;
}
