import { setImmediate as nextTurn } from 'node:timers/promises';
import { askedByBatch } from '../model/command.js';
import { fingerprintOf } from '../idempotency/idempotency.js';
import type { Snapshot } from '../database/snapshot.js';
import type { BatchMode } from '../model/transfer-batch.js';
import { itemsOf, PAGE_BATCHES } from './batch-contents.js';
import { requestsIn } from './batch-request.js';
import type { Problems } from './problems.js';
import type { Scope } from './scope.js';

interface Row {
  readonly principal_id: string;
  readonly key: string;
  readonly fingerprint: string;
  /** Of the batch; null where it is gone, which others say. */
  readonly id: string | null;
  readonly mode: string | null;
  readonly label: string | null;
}

/** The fingerprint of each key that made a batch, made again from what the items of the batch ask for. */
export async function checkBatchKeys(
  snapshot: Snapshot,
  problems: Problems,
  { since }: Scope,
): Promise<void> {
  // No index leads from new batches to their keys.
  if (since) return;
  let after = ['', ''];
  for (let full = true; full;) {
    const rows = await snapshot.rows<Row>(
      `select r.principal_id, r.key, r.fingerprint, b.id, b.mode, b.label
      from (select * from idempotency_records where (principal_id, key) > (?, ?) and batch_id is not null
        order by principal_id, key limit ${PAGE_BATCHES}) r
      left join transfer_batches b on b.id = r.batch_id order by r.principal_id, r.key`,
      after,
    );
    const items = Map.groupBy(
      await itemsOf(
        snapshot,
        rows.flatMap(({ id }) => id ?? []),
      ),
      (item) => item.batch_id,
    );
    for (const row of rows) {
      const { kept, requests } = requestsIn(items.get(row.id ?? '') ?? []);
      // Batches from before requests were kept have none.
      if (!kept) continue;
      const due = fingerprintOf(askedByBatch({ mode: row.mode as BatchMode, label: row.label }, requests));
      if (due === row.fingerprint) continue;
      problems.add({
        code: 'RECORD_FINGERPRINT',
        subject: { table: 'idempotency_records', id: `${row.principal_id} ${row.key}` },
        message: 'The fingerprint of a key is that of the batch it stands for',
        expected: due,
        found: row.fingerprint,
      });
    }
    const last = rows.at(-1);
    after = [last?.principal_id ?? '', last?.key ?? ''];
    full = rows.length === PAGE_BATCHES;
    await nextTurn();
  }
}
