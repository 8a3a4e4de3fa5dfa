import type { EntityManager } from '@mikro-orm/core';
import { appendToAuditLog } from '../chain/audit-log.js';
import { Book } from './book/book.js';
import { continueIds } from '../database/continue-ids.js';
import { waitForAll, sendAhead } from '../database/sent-ahead.js';
import type { Accepted } from './accepted.js';
import { decide } from './decide.js';
import type { Queued } from '../model/command.js';
import { Entry } from '../model/entry.js';
import { LedgerError, Rejection } from '../errors.js';
import { IdempotencyRecord } from '../model/idempotency-record.js';
import { ClaimedKeys } from '../idempotency/claimed-keys.js';
import type { Pinned } from '../idempotency/idempotency.js';
import type { IdGenerator } from '../model/ids.js';
import type { TransferBatchOutcome, Outcome, SuccessfulOutcome } from '../model/outcome.js';
import { StoredOutcomes } from '../idempotency/stored-outcomes.js';
import { signedOut, type FindBarredUsers } from './barred-users.js';
import { SentBatches } from './sent-batches.js';
import type { SettlementPolicy } from './book/review-terms.js';
import { Transaction } from '../model/transaction.js';
import { TransferBatch, TransferBatchItem } from '../model/transfer-batch.js';
import { addToVolumeHours } from './volume-hours.js';
import { loadWorkingSet } from './working-set.js';
import { NO_SLOT } from './write-slots.js';

/** Maximum number of rows in one INSERT, so that their values stay below SQLite's limit of parameters. */
const INSERT_ROWS_MAX = 1_000;

/**
 * Runs commands in their order inside one unit of work, inserts the rows they made and leaves the rows they changed to its
 * flush. One command's rejection never touches its neighbours; a fault that is not a LedgerError leaves by exception and
 * undoes the whole batch.
 *
 * @param slot The slot that the unit of work has taken; units of work that post nothing need none.
 */
export async function runCommands(
  em: EntityManager,
  accepted: readonly Accepted[],
  ids: IdGenerator,
  policy: SettlementPolicy,
  findBarredUsers: FindBarredUsers,
  slot: Promise<number> = NO_SLOT,
): Promise<Outcome[]> {
  const commands = accepted.map(({ command }) => command);
  // Each way to the thread of the database takes longer than what these read.
  const [shard, barred, keys, set, sent] = await waitForAll([
    slot,
    findBarredUsers(em, principalsOf(commands)),
    ClaimedKeys.load(
      em,
      accepted.flatMap(({ claim }) => claim ?? []),
    ),
    loadWorkingSet(em, commands, policy, { slot, at: accepted[0]?.acceptedAt ?? new Date(0) }),
    SentBatches.load(em, commands),
    // Whoever had the slot until now may have made later ids than there were when this began to wait for it.
    slot.then(async () => continueIds(em, ids)),
  ]);
  const effects = new StoredOutcomes(set.wallets);
  await effects.load(em, keys.stored);

  const batchesMade: TransferBatchOutcome[] = [];
  let now = new Date(0);
  const book = new Book(set, ids, { now: () => now });

  const runOne = ({ command, claim, acceptedAt }: Accepted): Outcome => {
    if (command.principalId !== null && barred.has(command.principalId)) return signedOut();
    now = acceptedAt;
    const earlier = claim && keys.earlier(claim);
    if (earlier) return earlier instanceof LedgerError ? earlier : effects.replay(earlier);
    if (command.operation === 'transferBatch') sent.assertUnsent(command);
    const outcome = decide(book, command, ids);
    if (claim) keys.pin(claim, outcome instanceof Rejection ? outcome : pinnedBy(outcome));
    if (!(outcome instanceof Rejection)) {
      effects.add(outcome);
      if ('batch' in outcome) {
        batchesMade.push(outcome);
        sent.add(outcome.batch);
      }
    }
    return outcome;
  };
  const outcomes = accepted.map((each): Outcome => {
    try {
      return runOne(each);
    } catch (error) {
      if (error instanceof LedgerError) return error;
      throw error;
    }
  });

  await sendAhead(em, async () => {
    // Not `persist`, which ends in the same statements and costs a sixth of the batch more for following rows that nobody
    // touches again.
    await insertAll(book.transactions, async (rows) => em.insertMany(Transaction, rows));
    await insertAll(book.entries, async (rows) => em.insertMany(Entry, rows));
    await insertAll(batchesMade, async (rows) =>
      em.insertMany(
        TransferBatch,
        rows.map(({ batch }) => batch),
      ),
    );
    const items = batchesMade.flatMap((made) => made.items);
    await insertAll(items, async (rows) => em.insertMany(TransferBatchItem, rows));
    await insertAll(keys.made, async (rows) => em.insertMany(IdempotencyRecord, rows));
    await addToVolumeHours(em, book.posted, shard);
    await keys.storeUses(em);
    await appendToAuditLog(em, book.acts);
  });
  return outcomes;
}

function principalsOf(commands: readonly Queued[]): string[] {
  const ids = new Set(commands.map(({ principalId }) => principalId));
  return [...ids].filter((id) => id !== null);
}

async function insertAll<Row>(
  rows: readonly Row[],
  insert: (some: Row[]) => Promise<unknown>,
): Promise<void> {
  for (let first = 0; first < rows.length; first += INSERT_ROWS_MAX) {
    await insert(rows.slice(first, first + INSERT_ROWS_MAX));
  }
}

function pinnedBy(outcome: SuccessfulOutcome): Pinned {
  if ('transaction' in outcome) return { transactionId: outcome.transaction.id };
  return 'wallet' in outcome ? { walletId: outcome.wallet.id } : { batchId: outcome.batch.id };
}
