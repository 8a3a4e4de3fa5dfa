import { expect } from '@jest/globals';
import type { MakingOperation } from '../../server/ledger/model/transaction-types.js';
import type { Storage } from '../../server/storage/orm.js';
import type {
  AuditRow,
  BatchItemRow,
  EntryRow,
  RecordRow,
  TransactionRow,
  VolumeRow,
  WalletRow,
} from './book-rows.js';
import { volumeProblems } from './volume-problems.js';

/** Actions of the access log, which are not part of the books: a refusal is logged, and nothing moves by it. */
const ACCESS = "'SIGNED_IN', 'SIGNED_OUT', 'SIGN_IN_FAILED', 'ACCESS_DENIED', 'EXPORT_TAKEN'";

/** Committed rows as the database has them. Two equal books mean that nothing was written in between. */
export interface Books {
  readonly wallets: readonly WalletRow[];
  readonly transactions: readonly TransactionRow[];
  readonly entries: readonly EntryRow[];
  readonly records: readonly RecordRow[];
  readonly batchItems: readonly BatchItemRow[];
  readonly auditEvents: readonly AuditRow[];
  readonly volumes: readonly VolumeRow[];
}

export async function books(storage: Pick<Storage, 'reader'>): Promise<Books> {
  return {
    wallets: await rows<WalletRow>(storage, 'select * from wallets order by id'),
    transactions: await rows<TransactionRow>(storage, 'select * from transactions order by id'),
    entries: await rows<EntryRow>(storage, 'select * from entries order by wallet_id, sequence'),
    records: await rows<RecordRow>(storage, 'select * from idempotency_records order by principal_id, key'),
    batchItems: await rows<BatchItemRow>(
      storage,
      'select * from transfer_batch_items order by batch_id, position',
    ),
    auditEvents: await rows<AuditRow>(
      storage,
      `select * from audit_events where action not in (${ACCESS}) order by sequence`,
    ),
    volumes: await rows<VolumeRow>(storage, 'select * from volume_hours order by hour_start, currency, type'),
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
    ...found.wallets.flatMap((wallet) => waitingProblems(wallet, found.transactions)),
    ...currencyProblems(found),
    ...recordProblems(found),
    ...volumeProblems(found.volumes, found.transactions),
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

/** Checks that waiting amounts are held in the paying wallet, and incoming in a receiving customer's. */
function waitingProblems(
  { id, kind, held, incoming }: WalletRow,
  transactions: readonly TransactionRow[],
): string[] {
  const pending = transactions.filter(({ status }) => kind === 'CUSTOMER' && status === 'PENDING');
  const sumOf = (side: 'source_wallet_id' | 'destination_wallet_id') =>
    pending.reduce((sum, row) => (row[side] === id ? sum + row.amount : sum), 0);
  const due = { held: sumOf('source_wallet_id'), incoming: sumOf('destination_wallet_id') };
  return held === due.held && incoming === due.incoming
    ? []
    : [`${kind} wallet ${id}: says ${JSON.stringify({ held, incoming })}, and not ${JSON.stringify(due)}`];
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
  const named = (walletId: string) => wallets.get(walletId)?.shard_of ?? walletId;
  const made = entries.map((entry) => `${named(entry.wallet_id)} ${entry.amount}`).sort();
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

/** Checks that every object of the ledger was made for a key, by the ledger itself or in a batch, and that no key made two. */
function recordProblems({ records, transactions, batchItems, auditEvents }: Books): string[] {
  const keysOf = new Map(transactions.map(({ id }) => [id, 0]));
  const named = [...records.filter(({ operation }) => MAKING.has(operation)), ...batchItems];
  for (const { transaction_id: id } of named) {
    if (id !== null) keysOf.set(id, (keysOf.get(id) ?? 0) + 1);
  }
  const decisions = Map.groupBy(auditEvents, (event) => event.transaction_id);
  return [
    ...[...keysOf].flatMap(([id, keys]) => (keys === 1 ? [] : `transaction ${id} has ${keys} keys`)),
    ...transactions.flatMap(({ id, status, expires_at: expiresAt }) => {
      const ended = (decisions.get(id) ?? []).filter(({ action }) => ENDING.has(action)).length;
      const due = expiresAt !== null && status !== 'PENDING' ? 1 : 0;
      return ended === due ? [] : `transaction ${id} was decided ${ended} times and not ${due}`;
    }),
  ];
}

/** Operations whose key stands for a transaction that they made. */
const MAKING: ReadonlySet<string> = new Set(
  Object.keys({ deposit: true, withdraw: true, transfer: true, reverse: true } satisfies Record<
    MakingOperation,
    true
  >),
);
/** Actions that end a transaction's wait. */
const ENDING: ReadonlySet<string> = new Set([
  'TRANSACTION_POSTED',
  'TRANSACTION_VOIDED',
  'TRANSACTION_EXPIRED',
]);
