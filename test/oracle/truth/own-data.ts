import type { WalletRow } from '../../support/book-rows.js';
import { statementLines } from './exports.js';
import { compareText, iso, sidesOf, type Facts, type Viewer } from './facts.js';
import { decimal } from './money.js';
import { transactionsFor } from './transactions.js';

const CUSTOMER = 'CUSTOMER';

/** Computes one person's export, their money and their acts, from whole tables. */
export function ownData(facts: Facts, { id }: Viewer) {
  const { users, wallets, records, keyUses, batches, batchItems, auditEvents, apiTokens } = facts.tables;
  const me = users.find((row) => row.id === id);
  const own = wallets.filter((row) => row.owner_id === id).sort((a, b) => compareText(a.id, b.id));
  const ownIds = new Set(own.map((row) => row.id));
  const sent = batches.filter((row) => row.initiated_by_id === id);
  const sentIds = new Set(sent.map((row) => row.id));
  return {
    profile: {
      ...{ id, email: me?.email, displayName: me?.display_name, role: me?.role, status: me?.status },
      createdAt: iso(me?.created_at ?? null),
    },
    wallets: own.map((row) => lineOfWallet(facts, row)),
    transactions: transactionsFor(facts, { id, role: CUSTOMER }, {})
      .sort((a, b) => a.created_at - b.created_at || compareText(a.id, b.id))
      .map((row) => {
        const [source, destination] = sidesOf(row).map((walletId) => partyOf(facts, walletId, id));
        return {
          ...{ id: row.id, type: row.type, status: row.status, currency: row.currency },
          amount: decimal(row.amount, row.currency),
          ...{ sourceWalletName: source?.walletName, sourceOwnerName: source?.ownerName },
          ...{ destinationWalletName: destination?.walletName, destinationOwnerName: destination?.ownerName },
          ...{ sourceWalletId: row.source_wallet_id, destinationWalletId: row.destination_wallet_id },
          initiatedBy: row.initiated_by_id === id ? 'YOU' : 'SOMEBODY_ELSE',
          ...{ reference: row.reference, description: row.description, reversalOfId: row.reversal_of_id },
          ...{ createdAt: iso(row.created_at), postedAt: iso(row.posted_at), voidedAt: iso(row.voided_at) },
        };
      }),
    statements: own.flatMap((row) =>
      statementLines(facts, row.id, { from: -Infinity, to: Infinity }).map((line) => ({
        ...line,
        walletId: row.id,
      })),
    ),
    idempotencyKeys: records
      .filter((row) => row.principal_id === id)
      .sort((a, b) => compareText(a.key, b.key))
      .map((row) => ({
        ...{ key: row.key, operation: row.operation, createdAt: iso(row.created_at) },
        ...{ transactionId: row.transaction_id, walletId: row.wallet_id, rejectionCode: row.rejection_code },
        replays: keyUses.find((use) => use.principal_id === id && use.key === row.key)?.replays ?? 0,
      })),
    transferBatches: sent
      .sort((a, b) => compareText(a.id, b.id))
      .map((row) => ({ id: row.id, mode: row.mode, transfers: row.item_count })),
    transferBatchItems: batchItems
      .filter((row) => sentIds.has(row.batch_id))
      .sort((a, b) => compareText(a.batch_id, b.batch_id) || a.position - b.position)
      .map((row) => ({
        batchId: row.batch_id,
        position: row.position,
        transactionId: row.transaction_id,
        errorCode: row.error_code,
      })),
    auditEvents: auditEvents
      .filter(
        (row) => row.actor_id === id || row.user_id === id || (row.wallet_id && ownIds.has(row.wallet_id)),
      )
      .sort((a, b) => a.sequence - b.sequence)
      .map((row) => ({
        ...{ sequence: row.sequence, at: iso(row.at), action: row.action, reason: row.reason },
        by: row.actor_id === null ? 'SYSTEM' : row.actor_id === id ? 'YOU' : 'SOMEBODY_ELSE',
      })),
    apiTokens: apiTokens
      .filter((row) => row.user_id === id)
      .sort((a, b) => compareText(a.id, b.id))
      .map((row) => ({ id: row.id, name: row.name, ending: row.ending, revokedAt: iso(row.revoked_at) })),
  };
}

function lineOfWallet(facts: Facts, row: WalletRow) {
  const posted = facts.entriesOfWallet(row.id).reduce((sum, { amount }) => sum + amount, 0);
  const held = facts.tables.transactions
    .filter(({ status, source_wallet_id: source }) => status === 'PENDING' && source === row.id)
    .reduce((sum, { amount }) => sum + amount, 0);
  return {
    ...{ id: row.id, name: row.name, currency: row.currency, status: row.status },
    posted: decimal(posted, row.currency),
    held: decimal(held, row.currency),
    available: decimal(posted - held, row.currency),
    entries: facts.entriesOfWallet(row.id).length,
  };
}

/** A person knows the names of their own wallets, and of others only what these are called. */
function partyOf(facts: Facts, walletId: string, viewerId: string) {
  const owner = facts.ownerOf(walletId);
  return {
    walletName: owner?.id === viewerId ? facts.wallet(walletId).name : null,
    ownerName: owner?.display_name ?? null,
  };
}
