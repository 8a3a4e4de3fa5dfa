import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { newUser, type User } from '../server/identity/model/user.js';
import { systemClock, type Clock } from '../server/ledger/model/clock.js';
import type { TransferCommand } from '../server/ledger/model/command.js';
import { IdGenerator } from '../server/ledger/model/ids.js';
import { Ledger } from '../server/ledger/ledger.js';
import { UnitsOfWork } from '../server/ledger/database/unit-of-work.js';
import { openStorage, type Storage } from '../server/storage/orm.js';
import { makeFolder } from './folders.js';

/** Opening balance of a wallet, in minor units: more than any benchmark moves out of one. */
const OPENING_BALANCE = 1_000_000_000;

export interface Account {
  readonly ownerId: string;
  readonly walletId: string;
}

/** A ledger on a database file of its own, with customers who have money. */
export interface Bank {
  readonly ledger: Ledger;
  readonly storage: Storage;
  readonly accounts: readonly Account[];
  /** Makes ids that sort after all of its rows. */
  readonly ids: IdGenerator;
  readonly units: UnitsOfWork;
  /** The folder of the database, for what belongs beside it. */
  readonly folder: string;
  /** Closes the database and leaves it where it is. */
  leave(): Promise<void>;
  /** Closes the database and removes the folder. */
  close(): Promise<void>;
}

/**
 * @param clock Gives the moments that the rows carry.
 * @param url Names an empty database that is not in the folder.
 */
export async function openBank(
  customers: number,
  clock: Clock = systemClock,
  folder = makeFolder(),
  url = urlIn(folder),
): Promise<Bank> {
  const { ledger, units, ids, ...books } = await openBooks(folder, clock, url);
  const users = Array.from({ length: customers }, (_, index) =>
    newCustomer(ids.next(clock.now()), index, clock.now()),
  );
  await units.run(async (em) => void em.persist(users));
  const accounts = await Promise.all(
    users.map(async ({ id: ownerId }) => {
      const { wallet } = await ledger.openWallet({ ownerId, name: 'Savings', currency: 'KES' });
      return { ownerId, walletId: wallet.id };
    }),
  );
  await Promise.all(accounts.map(async (account) => ledger.submit(openingDeposit(account))));
  return { ...books, ledger, units, ids, accounts };
}

/** Opens a bank that was left in a folder. */
export async function reopenBank(
  folder: string,
  accounts: readonly Account[],
  clock: Clock = systemClock,
): Promise<Bank> {
  return { ...(await openBooks(folder, clock)), accounts };
}

function urlIn(folder: string): string {
  return `sqlite:${join(folder, 'ledger.db')}`;
}

async function openBooks(folder: string, clock: Clock, url = urlIn(folder)): Promise<Omit<Bank, 'accounts'>> {
  const storage = await openStorage(url);
  const units = new UnitsOfWork(storage.writer, (cause) => {
    throw new Error('A commit failed', { cause });
  });
  const ids = new IdGenerator();
  const ledger = new Ledger(units, ids, clock);
  const leave = async (): Promise<void> => {
    await ledger.close();
    await storage.close();
  };
  return {
    ...{ ledger, storage, ids, units, folder, leave },
    async close() {
      await leave();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Makes a transfer between two wallets picked at random, as a client would send it: with a random key, a text and no
 * metadata.
 */
export function randomTransfer(accounts: readonly Account[]): TransferCommand {
  const from = Math.floor(Math.random() * accounts.length);
  const to = (from + 1 + Math.floor(Math.random() * (accounts.length - 1))) % accounts.length;
  const { ownerId: principalId, walletId: fromWalletId } = accountAt(accounts, from);
  return {
    operation: 'transfer',
    principalId,
    idempotencyKey: crypto.randomUUID(),
    fromWalletId,
    to: { walletId: accountAt(accounts, to).walletId },
    amount: 1 + Math.floor(Math.random() * 1000),
    currency: 'KES',
    reference: 'INV-2024-0042',
    description: 'Lunch on Friday',
    metadata: null,
  };
}

function accountAt(accounts: readonly Account[], index: number): Account {
  const account = accounts[index];
  if (!account) throw new RangeError(`There is no account ${String(index)}`);
  return account;
}

function openingDeposit({ ownerId, walletId }: Account): Parameters<Ledger['submit']>[0] {
  return {
    operation: 'deposit',
    principalId: ownerId,
    idempotencyKey: crypto.randomUUID(),
    walletId,
    amount: OPENING_BALANCE,
    currency: 'KES',
    reference: null,
    description: null,
    metadata: null,
  };
}

function newCustomer(id: string, index: number, now: Date): User {
  const email = `customer-${String(index)}@example.com`;
  const displayName = `Customer ${String(index)}`;
  return newUser({ id, email, emailKey: email, displayName, passwordHash: 'nobody signs in' }, now);
}
