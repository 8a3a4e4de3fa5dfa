import { setImmediate as nextTurn } from 'node:timers/promises';
import { contentDigestOf, sentDetails } from '../idempotency/batch-content.js';
import { parseStoredJson } from '../chain/chain-rows.js';
import { isCurrency } from '../money/currencies.js';
import { digest } from '../chain/digest.js';
import type { Snapshot } from '../database/snapshot.js';
import type { BatchMode } from '../model/transfer-batch.js';
import { requestsIn } from './batch-request.js';
import type { Problems } from './problems.js';
import type { Scope } from './scope.js';

/** A batch with what the audit log says of it. */
interface BatchRow {
  readonly id: string;
  readonly mode: string;
  readonly label: string | null;
  readonly content_digest: string | null;
  readonly item_count: number;
  /** User and time of the request. */
  readonly asked: string;
  readonly told: string | null;
  readonly details: string | null;
}

export interface ItemRow {
  readonly batch_id: string;
  readonly request: string | null;
  readonly amount: number | null;
  readonly currency: string | null;
}

/** Batches have up to a thousand items each. */
export const PAGE_BATCHES = 20;

/**
 * Each batch against what was asked for, which its items keep: the digest of what it pays, and the
 * event of the audit log that says how it was called and what was transferred. Batches from before these were kept
 * have none of them.
 */
export async function checkBatchContents(
  snapshot: Snapshot,
  problems: Problems,
  { since }: Scope,
): Promise<void> {
  let after = since?.transactionId ?? '';
  for (let full = true; full;) {
    const batches = await snapshot.rows<BatchRow>(
      `select b.id, b.mode, b.label, b.content_digest, b.item_count,
        b.initiated_by_id || ' at ' || b.created_at as asked,
        a.actor_id || ' at ' || a.at as told, a.details
      from (select * from transfer_batches where id > ? order by id limit ${PAGE_BATCHES}) b
      left join audit_events a on a.batch_id = b.id and a.action = 'TRANSFER_BATCH_SENT'
      order by b.id`,
      [after],
    );
    const items = Map.groupBy(
      await itemsOf(
        snapshot,
        batches.map(({ id }) => id),
      ),
      (item) => item.batch_id,
    );
    for (const batch of batches) checkBatch(problems, batch, items.get(batch.id) ?? []);
    after = batches.at(-1)?.id ?? after;
    full = batches.length >= PAGE_BATCHES;
    await nextTurn();
  }
}

/** In their order, each with what was transferred for it. */
export async function itemsOf(snapshot: Snapshot, ids: readonly string[]): Promise<ItemRow[]> {
  if (ids.length === 0) return [];
  return snapshot.rows<ItemRow>(
    `select i.batch_id, i.request, t.amount, t.currency
    from transfer_batch_items i left join transactions t on t.id = i.transaction_id
    where i.batch_id in (${ids.map(() => '?').join(', ')}) order by i.batch_id, i.position`,
    ids,
  );
}

function checkBatch(problems: Problems, batch: BatchRow, items: readonly ItemRow[]): void {
  const subject = { table: 'transfer_batches', id: batch.id };
  const { kept, requests } = requestsIn(items);
  if (batch.content_digest === null && batch.told === null) {
    if (!kept && batch.label === null) return;
    problems.add({
      code: 'BATCH_CONTENT',
      subject,
      message: 'A batch of which the audit log says nothing has no content of its own',
      expected: 'none',
      found: batch.label ?? `${String(requests.length)} requests`,
    });
    return;
  }
  const content = requests.length === items.length ? contentDigestOf(requests) : 'a request for each item';
  if (content !== batch.content_digest) {
    problems.add({
      code: 'BATCH_CONTENT',
      subject,
      message: 'The digest of a batch is that of what its items ask for',
      expected: content,
      found: batch.content_digest ?? 'none',
    });
  }
  checkEvent(problems, batch, items);
}

/** The log says who sent the batch, when, and what came of it. */
function checkEvent(problems: Problems, batch: BatchRow, items: readonly ItemRow[]): void {
  const { mode, label, content_digest: contentDigest, item_count: itemCount } = batch;
  const made = items.flatMap(({ amount, currency }) =>
    amount !== null && currency !== null && isCurrency(currency) ? [{ amount, currency }] : [],
  );
  const due = sentDetails({ mode: mode as BatchMode, label, contentDigest, itemCount }, made);
  const expected = `${batch.asked}: ${digest({ details: due })}`;
  const found = `${batch.told ?? 'nothing'}: ${digest({ details: parseStoredJson(batch.details) })}`;
  if (found === expected) return;
  problems.add({
    code: 'BATCH_CONTENT',
    subject: { table: 'transfer_batches', id: batch.id },
    message: 'The audit log says of a batch who sent it, when, and what came of it',
    expected,
    found,
  });
}
