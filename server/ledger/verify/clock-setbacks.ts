import type { Snapshot } from '../database/snapshot.js';
import type { Problems } from './problems.js';

interface DatedRow {
  readonly wallet_id: string | null;
  readonly sequence: string | null;
  readonly created_at: string | null;
  /** The date that `clock_setbacks` has for the entry, when it is dated before the one before it. */
  readonly set_back_to: string | null;
}

/** @param fell True when the entry is dated before its predecessor. */
export function checkSetback(row: DatedRow, fell: boolean, problems: Problems): void {
  const due = fell ? row.created_at : null;
  if (due === row.set_back_to) return;
  problems.add({
    code: 'CLOCK_SETBACK',
    subject: { table: 'clock_setbacks', id: `${row.wallet_id ?? ''} ${row.sequence ?? ''}` },
    message: 'It is noted which entries are dated before the one before them, and no others',
    expected: due ?? 'none',
    found: row.set_back_to ?? 'none',
  });
}

/** Finds clock setbacks without an entry, which the walk along the entries does not meet. There are few setbacks. */
export async function checkThatSetbacksHaveEntries(snapshot: Snapshot, problems: Problems): Promise<void> {
  const rows = await snapshot.rows<{ wallet_id: string; sequence: number; created_at: string }>(
    `select s.wallet_id, s.sequence, cast(s.created_at as text) as created_at from clock_setbacks s
    left join entries e on e.wallet_id = s.wallet_id and e.sequence = s.sequence
    where e.id is null order by s.wallet_id, s.sequence`,
  );
  for (const row of rows) {
    problems.add({
      code: 'CLOCK_SETBACK',
      subject: { table: 'clock_setbacks', id: `${row.wallet_id} ${row.sequence}` },
      message: 'There is the entry at which the clock is said to have been set back',
      expected: 'none',
      found: row.created_at,
    });
  }
}
