import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { User } from '../server/identity/model/user.js';
import { systemClock } from '../server/ledger/model/clock.js';
import type { TransferCommand } from '../server/ledger/model/command.js';
import { IdGenerator } from '../server/ledger/model/ids.js';
import { Ledger } from '../server/ledger/ledger.js';
import { UnitsOfWork } from '../server/ledger/database/unit-of-work.js';
import { openStorage, type Storage } from '../server/storage/orm.js';

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
  /** The folder of the database, for a second one beside it. */
  readonly folder: string;
  close(): Promise<void>;
}

/** Builds a bank on the disk that holds the checkout: a temporary folder may lie in memory, where a flush costs nothing. */
export async function openBank(customers: number): Promise<Bank> {
  const data = fileURLToPath(new URL('../data/', import.meta.url));
  mkdirSync(data, { recursive: true });
  const folder = mkdtempSync(join(data, 'bench-'));
  const storage = await openStorage(`sqlite:${join(folder, 'ledger.db')}`);
  const units = new UnitsOfWork(storage.writer, (cause) => {
    throw new Error('A commit failed', { cause });
  });
  const ids = new IdGenerator();
  const ledger = new Ledger(units, ids, systemClock);

  const users = Array.from({ length: customers }, (_, index) => newUser(ids.next(new Date()), index));
  await units.run(async (em) => void em.persist(users));
  const accounts = await Promise.all(
    users.map(async ({ id: ownerId }) => {
      const { wallet } = await ledger.openWallet({ ownerId, name: 'Savings', currency: 'KES' });
      return { ownerId, walletId: wallet.id };
    }),
  );
  await Promise.all(accounts.map(async (account) => ledger.submit(openingDeposit(account))));
  return {
    ledger,
    storage,
    accounts,
    folder,
    async close() {
      await ledger.close();
      await storage.close();
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

function newUser(id: string, index: number): User {
  const user = new User();
  user.id = id;
  user.email = user.emailKey = `customer-${String(index)}@example.com`;
  user.displayName = `Customer ${String(index)}`;
  user.role = 'CUSTOMER';
  user.status = 'ACTIVE';
  user.passwordHash = 'nobody signs in';
  user.createdAt = new Date();
  return user;
}
