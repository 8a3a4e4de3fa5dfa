import { sha256, utf8 } from '../../../shared/files/bytes';
import { minorUnitsOf, type BatchRow, type BatchSource } from '../rows/batch';

/** A batch to be sent. It has one key, however often it is sent. */
export interface BatchOrder {
  readonly mode: 'ATOMIC' | 'EACH';
  readonly source: BatchSource;
  readonly rows: readonly BatchRow[];
  /** Tells a deliberate repetition from the same list sent before, such as "March"; empty for the first one. */
  readonly label: string;
}

/**
 * The idempotency key of a batch, made from what it pays and not from how its file is written. The same file has the same key
 * in every tab and browser of its sender, so it cannot be paid twice by mistake.
 *
 * @param attempt From 1. What the ledger has refused as a whole moved nothing, and its key says so for good: the next attempt
 * takes the next key.
 */
export async function batchKey({ mode, source, rows, label }: BatchOrder, attempt: number): Promise<string> {
  const payments = rows.map(({ to, amount, description, reference }) => {
    const minor = minorUnitsOf(amount, source.currency);
    return [to.toLowerCase(), typeof minor === 'number' ? minor : amount, description, reference];
  });
  const content = [1, source.id, source.currency, mode, label, payments];
  const digest = await sha256(utf8(JSON.stringify(content)));
  return attempt === 1 ? `batch-${digest}` : `batch-${digest}-${String(attempt)}`;
}
