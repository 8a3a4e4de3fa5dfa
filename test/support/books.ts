import { expect } from '@jest/globals';
import type { Storage } from '../../server/storage/orm.js';

export interface WalletRow {
  readonly id: string;
  readonly owner_id: string | null;
  readonly kind: string;
  readonly currency: string;
  readonly name: string;
  readonly status: string;
  readonly posted: number;
  readonly held: number;
  readonly incoming: number;
  readonly sequence: number;
  readonly created_at: number;
}

export interface TransactionRow {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly amount: number;
  readonly currency: string;
  readonly source_wallet_id: string;
  readonly destination_wallet_id: string;
  readonly initiated_by_id: string;
  readonly reference: string | null;
  readonly description: string | null;
  readonly metadata: string | null;
  readonly created_at: number;
  readonly posted_at: number | null;
  readonly reversal_of_id: string | null;
}

export interface EntryRow {
  readonly id: string;
  readonly wallet_id: string;
  readonly sequence: number;
  readonly transaction_id: string;
  readonly amount: number;
  readonly balance_after: number;
  readonly created_at: number;
}

export interface RecordRow {
  readonly principal_id: string;
  readonly key: string;
  readonly operation: string;
  readonly fingerprint: string;
  readonly transaction_id: string | null;
  readonly wallet_id: string | null;
  readonly rejection_code: string | null;
  readonly rejection_message: string | null;
  readonly rejection_details: string | null;
  readonly created_at: number;
}

/** What is committed, row by row as the database has it. Two equal books mean that nothing was written in between. */
export interface Books {
  readonly wallets: readonly WalletRow[];
  readonly transactions: readonly TransactionRow[];
  readonly entries: readonly EntryRow[];
  readonly records: readonly RecordRow[];
}

export async function books(storage: Pick<Storage, 'reader'>): Promise<Books> {
  return {
    wallets: await rows<WalletRow>(storage, 'select * from wallets order by id'),
    transactions: await rows<TransactionRow>(storage, 'select * from transactions order by id'),
    entries: await rows<EntryRow>(storage, 'select * from entries order by wallet_id, sequence'),
    records: await rows<RecordRow>(storage, 'select * from idempotency_records order by principal_id, key'),
  };
}

async function rows<Row extends object>({ reader }: Pick<Storage, 'reader'>, sql: string): Promise<Row[]> {
  return (await reader.getConnection().execute(sql)) as Row[];
}

/** The wallet's row as it is committed. */
export async function walletRow(
  storage: Pick<Storage, 'reader'>,
  { id }: { id: string },
): Promise<WalletRow> {
  const row = (await books(storage)).wallets.find((wallet) => wallet.id === id);
  if (!row) throw new Error(`No wallet ${id}`);
  return row;
}

/** Its entries, oldest first, as [amount, balance after it]. */
export function entriesOf({ entries }: Books, { id }: { id: string }): [number, number][] {
  return entries
    .filter((entry) => entry.wallet_id === id)
    .map((entry) => [entry.amount, entry.balance_after]);
}

/** Fails with a list of everything in the database that contradicts double entry; else returns what is there. */
export async function expectBooksToBalance(storage: Pick<Storage, 'reader'>): Promise<Books> {
  const found = await books(storage);
  const byWallet = Map.groupBy(found.entries, (entry) => entry.wallet_id);
  const byTransaction = Map.groupBy(found.entries, (entry) => entry.transaction_id);
  const wallets = new Map(found.wallets.map((wallet) => [wallet.id, wallet]));
  expect([
    ...found.wallets.flatMap((wallet) => walletProblems(wallet, byWallet.get(wallet.id) ?? [])),
    ...found.transactions.flatMap((transaction) =>
      transactionProblems(transaction, byTransaction.get(transaction.id) ?? [], wallets),
    ),
    ...currencyProblems(found),
    ...recordProblems(found),
  ]).toEqual([]);
  return found;
}

function walletProblems(wallet: WalletRow, own: readonly EntryRow[]): string[] {
  const problems: string[] = [];
  let balance = 0n;
  own.forEach((entry, index) => {
    balance += BigInt(entry.amount);
    if (entry.sequence !== index + 1) problems.push(`entry ${index + 1} has the sequence ${entry.sequence}`);
    if (BigInt(entry.balance_after) !== balance) {
      problems.push(`entry ${entry.sequence} says ${entry.balance_after}, the sum is ${String(balance)}`);
    }
  });
  if (BigInt(wallet.posted) !== balance)
    problems.push(`holds ${wallet.posted}, entries say ${String(balance)}`);
  if (wallet.sequence !== own.length) problems.push(`counts ${wallet.sequence} of ${own.length} entries`);
  if (wallet.kind !== 'TREASURY' && wallet.posted - wallet.held < 0) problems.push('is below zero');
  if (!Number.isSafeInteger(wallet.posted)) problems.push(`holds ${wallet.posted}, which is rounded`);
  return problems.map((problem) => `${wallet.kind} wallet ${wallet.id}: ${problem}`);
}

function transactionProblems(
  transaction: TransactionRow,
  entries: readonly EntryRow[],
  wallets: ReadonlyMap<string, WalletRow>,
): string[] {
  const { id, status, amount, currency } = transaction;
  const sides = [
    { walletId: transaction.source_wallet_id, change: -amount },
    { walletId: transaction.destination_wallet_id, change: amount },
  ];
  const due = status === 'POSTED' ? sides.map(({ walletId, change }) => `${walletId} ${change}`).sort() : [];
  const made = entries.map((entry) => `${entry.wallet_id} ${entry.amount}`).sort();
  const problems: string[] = [];
  if (made.join() !== due.join()) problems.push(`has the entries [${made.join()}] and not [${due.join()}]`);
  for (const { walletId } of sides) {
    const other = wallets.get(walletId)?.currency;
    if (other !== currency) problems.push(`is in ${currency}, wallet ${walletId} in ${String(other)}`);
  }
  return problems.map((problem) => `${status} transaction ${id}: ${problem}`);
}

function currencyProblems({ wallets }: Books): string[] {
  const sums = new Map<string, bigint>();
  for (const { currency, posted } of wallets) {
    sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(posted));
  }
  return [...sums].flatMap(([currency, sum]) => (sum === 0n ? [] : `${currency} adds up to ${String(sum)}`));
}

/** Everything the ledger did, it did for a key, and no key did two things. */
function recordProblems({ records, transactions }: Books): string[] {
  const keysOf = new Map(transactions.map(({ id }) => [id, 0]));
  for (const { transaction_id: id } of records) {
    if (id !== null) keysOf.set(id, (keysOf.get(id) ?? 0) + 1);
  }
  return [...keysOf].flatMap(([id, keys]) => (keys === 1 ? [] : `transaction ${id} has ${keys} keys`));
}
