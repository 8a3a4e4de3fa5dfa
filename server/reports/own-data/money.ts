import type { EntityManager } from '@mikro-orm/core';
import { formatAmount } from '../../ledger/money/money.js';
import { keysOfTransactions, voidReasonsOf } from '../../ledger/queries/origins.js';
import { onwards } from '../../ledger/queries/page.js';
import { selectRows } from '../../ledger/database/sql.js';
import { listTransactionsOfWallets } from '../../ledger/queries/transactions.js';
import type { Transaction } from '../../ledger/model/transaction.js';
import type { WalletKind } from '../../ledger/model/wallet.js';
import { STATEMENT_COLUMNS, statementExport } from '../exports/statement.js';
import { UTC } from '../shared/time-zone.js';
import { listSection, SLICE_ROWS, timeOf, type OwnWallet, type Section, type Subject } from './section.js';

// prettier-ignore
const wallets = listSection<OwnWallet>(
  {
    name: 'wallets', description: 'Your wallets, as they were when the export began.',
    columns: [
      { name: 'id', kind: 'id', read: (row) => row.id },
      { name: 'name', kind: 'text', read: (row) => row.name },
      { name: 'currency', kind: 'word', read: (row) => row.currency },
      { name: 'status', kind: 'word', read: (row) => row.status },
      { name: 'posted', kind: 'amount', description: 'What its entries add up to.', read: (row) => formatAmount(row.posted, row.currency) },
      { name: 'held', kind: 'amount', description: 'Set aside for pending withdrawals.', read: (row) => formatAmount(row.held, row.currency) },
      { name: 'incoming', kind: 'amount', description: 'Announced by pending deposits.', read: (row) => formatAmount(row.incoming, row.currency) },
      { name: 'available', kind: 'amount', read: (row) => formatAmount(row.posted - row.held, row.currency) },
      { name: 'entries', kind: 'integer', description: 'How many lines its statement has.', read: (row) => row.sequence },
      { name: 'createdAt', kind: 'instant', read: (row) => timeOf(row.created_at) },
      { name: 'goalTarget', kind: 'amount', nullable: true, description: 'What you save for in it; none without a goal.', read: (row) => row.goal_target === null ? null : formatAmount(row.goal_target, row.currency) },
      { name: 'goalDate', kind: 'text', nullable: true, description: 'The day by which you want to have it.', read: (row) => row.goal_date },
      { name: 'goalColour', kind: 'word', nullable: true, read: (row) => row.goal_colour },
      { name: 'goalEmoji', kind: 'word', nullable: true, read: (row) => row.goal_emoji },
      { name: 'goalBeganAt', kind: 'instant', nullable: true, read: (row) => row.goal_began_at === null ? null : timeOf(row.goal_began_at) },
      { name: 'goalReachedAt', kind: 'instant', nullable: true, read: (row) => row.goal_reached_at === null ? null : timeOf(row.goal_reached_at) },
      { name: 'lockedUntil', kind: 'instant', nullable: true, description: 'No money leaves it before.', read: (row) => row.locked_until === null ? null : timeOf(row.locked_until) },
      { name: 'lockWaitHours', kind: 'integer', nullable: true, description: 'How long you chose to wait when you break the lock.', read: (row) => row.lock_wait_hours },
      { name: 'lockOpensAt', kind: 'instant', nullable: true, description: 'When a lock that you are breaking ends.', read: (row) => row.lock_opens_at === null ? null : timeOf(row.lock_opens_at) },
    ],
  },
  async (_em, { wallets: own }, behind) => {
    const from = behind ? own.indexOf(behind) + 1 : 0;
    return Promise.resolve(own.slice(from, from + SLICE_ROWS));
  },
);

/** One side of a transaction, as far as the person may know it: other people appear by name, without their wallets. */
interface Party {
  readonly kind: WalletKind;
  readonly walletName: string | null;
  readonly ownerName: string | null;
}

interface TransactionRow {
  readonly id: string;
  readonly transaction: Transaction;
  readonly source: Party;
  readonly destination: Party;
  readonly isOwn: boolean;
  readonly key: string | null;
  readonly voidReason: string | null;
}

// prettier-ignore
const transactions = listSection<TransactionRow>(
  {
    name: 'transactions', description: 'What has moved in and out of your wallets, or was to, oldest first.',
    columns: [
      { name: 'id', kind: 'id', read: (row) => row.id },
      { name: 'type', kind: 'word', read: ({ transaction }) => transaction.type },
      { name: 'status', kind: 'word', read: ({ transaction }) => transaction.status },
      { name: 'amount', kind: 'amount', read: ({ transaction: { amount, currency } }) => formatAmount(amount, currency) },
      { name: 'currency', kind: 'word', read: ({ transaction }) => transaction.currency },
      { name: 'minorUnits', kind: 'amount', read: ({ transaction }) => String(transaction.amount) },
      { name: 'sourceWalletId', kind: 'id', read: ({ transaction }) => transaction.sourceWalletId },
      { name: 'sourceKind', kind: 'word', read: ({ source }) => source.kind },
      { name: 'sourceWalletName', kind: 'text', nullable: true, description: 'Of a wallet of yours.', read: ({ source }) => source.walletName },
      { name: 'sourceOwnerName', kind: 'text', nullable: true, read: ({ source }) => source.ownerName },
      { name: 'destinationWalletId', kind: 'id', read: ({ transaction }) => transaction.destinationWalletId },
      { name: 'destinationKind', kind: 'word', read: ({ destination }) => destination.kind },
      { name: 'destinationWalletName', kind: 'text', nullable: true, description: 'Of a wallet of yours.', read: ({ destination }) => destination.walletName },
      { name: 'destinationOwnerName', kind: 'text', nullable: true, read: ({ destination }) => destination.ownerName },
      { name: 'initiatedBy', kind: 'word', description: 'YOU, or SOMEBODY_ELSE.', read: ({ isOwn }) => (isOwn ? 'YOU' : 'SOMEBODY_ELSE') },
      { name: 'idempotencyKey', kind: 'text', nullable: true, description: 'That you made it with; in a batch, the batch’s.', read: (row) => row.key },
      { name: 'reference', kind: 'text', nullable: true, read: ({ transaction }) => transaction.reference ?? null },
      { name: 'description', kind: 'text', nullable: true, read: ({ transaction }) => transaction.description ?? null },
      { name: 'metadata', kind: 'json', nullable: true, read: ({ transaction }) => transaction.metadata ?? null },
      { name: 'createdAt', kind: 'instant', read: ({ transaction }) => transaction.createdAt.toISOString() },
      { name: 'postedAt', kind: 'instant', nullable: true, read: ({ transaction }) => transaction.postedAt?.toISOString() ?? null },
      { name: 'voidedAt', kind: 'instant', nullable: true, read: ({ transaction }) => transaction.voidedAt?.toISOString() ?? null },
      { name: 'voidReason', kind: 'text', nullable: true, read: (row) => row.voidReason },
      { name: 'expiresAt', kind: 'instant', nullable: true, description: 'Of one that waits or waited for review.', read: ({ transaction }) => transaction.expiresAt?.toISOString() ?? null },
      { name: 'reversalOfId', kind: 'id', nullable: true, read: ({ transaction }) => transaction.reversalOfId ?? null },
    ],
  },
  readTransactions,
);

async function readTransactions(
  em: EntityManager,
  { userId, wallets: own }: Subject,
  behind: TransactionRow | undefined,
): Promise<TransactionRow[]> {
  const ids = own.map(({ id }) => id);
  if (ids.length === 0) return [];
  const { items } = await listTransactionsOfWallets(em, ids, {}, onwards(SLICE_ROWS, behind?.id));
  if (items.length === 0) return [];
  const itemIds = items.map(({ id }) => id);
  const [parties, keys, voidReasons] = [
    await partiesOf(em, items, new Set(ids)),
    await keysOfTransactions(em, itemIds),
    await voidReasonsOf(em, itemIds),
  ];
  return items.map((transaction) => {
    const { id, status, sourceWalletId, destinationWalletId } = transaction;
    const key = keys.get(id);
    return {
      id,
      transaction,
      source: partyIn(parties, sourceWalletId),
      destination: partyIn(parties, destinationWalletId),
      isOwn: transaction.initiatedById === userId,
      key: key?.principalId === userId ? key.key : null,
      voidReason: status === 'VOIDED' ? (voidReasons.get(id) ?? null) : null,
    };
  });
}

interface PartyRow {
  readonly id: string;
  readonly kind: WalletKind;
  readonly name: string;
  readonly display_name: string | null;
}

async function partiesOf(
  em: EntityManager,
  items: readonly Transaction[],
  own: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Party>> {
  const ids = new Set(items.flatMap((item) => [item.sourceWalletId, item.destinationWalletId]));
  const rows = await selectRows<PartyRow>(
    em,
    `select w.id, w.kind, w.name, u.display_name from wallets w left join users u on u.id = w.owner_id
     where w.id in (${[...ids].map(() => '?').join(', ')})`,
    [...ids],
  );
  return new Map(
    rows.map(({ id, kind, name, display_name: ownerName }) => [
      id,
      { kind, ownerName, walletName: own.has(id) ? name : null },
    ]),
  );
}

function partyIn(parties: ReadonlyMap<string, Party>, walletId: string): Party {
  const party = parties.get(walletId);
  if (!party) throw new Error(`Wallet ${walletId} of a transaction is missing`);
  return party;
}

/** Lines of the statements of all wallets, each from its first entry on, with the columns of the CSV and the wallet. */
const statements: Section = {
  name: 'statements',
  description:
    'Every line of your statements: the entries of each wallet, oldest first, one wallet after the other. As CSV there is ' +
    'each by itself, see `/api/wallets/{id}/statement.csv`.',
  columns: [{ name: 'walletId', kind: 'id' }, ...STATEMENT_COLUMNS],
  async *slices(em, { wallets: own }) {
    for (const { id, sequence } of own) {
      const span = { walletId: id, shard: 0, after: 0, upTo: sequence };
      for await (const { rows } of statementExport([span], UTC).slices(em.fork()))
        yield rows.map((row) => [id, ...row]);
    }
  },
};

/** Sections on a person's wallets, transactions and statements. */
export const MONEY_SECTIONS: readonly Section[] = [wallets, transactions, statements];
