import { instant, parseStoredJson } from '../chain/chain-rows.js';
import type { Snapshot } from '../database/snapshot.js';
import type { Problem, Problems } from './problems.js';
import type { Scope } from './scope.js';

/** A stored setting of an operator. */
export interface StoredSetting {
  /** Key of the setting. */
  readonly id: string;
  readonly value: string;
  readonly setAt: string;
  readonly setById: string | null;
}

/** A kind of setting: a table that holds what each event of the audit log has made of it last. */
export interface Settings {
  readonly code: Problem['code'];
  readonly table: string;
  /** The events that set one. */
  readonly action: string;
  /** Message of a problem, which states the rule. */
  readonly message: string;
  readonly stored: (snapshot: Snapshot) => Promise<readonly StoredSetting[]>;
  /** Reads the setting in the details of an event, with null for a removed one; undefined when they name none. */
  readonly said: (details: unknown) => { readonly id: string; readonly value: number | null } | undefined;
  /** Formats a value for a problem. */
  readonly inWords: (value: string) => string;
}

interface Event {
  readonly at: string;
  readonly actor_id: string | null;
  readonly details: string | null;
}

/** Each setting against the audit log: it is there, and is what it is, because an operator made it so last. */
export async function checkSettings(
  settings: Settings,
  snapshot: Snapshot,
  problems: Problems,
  { since }: Scope,
): Promise<void> {
  // It reads the whole audit log.
  if (since) return;
  const { code, table, message } = settings;
  const due = await settingsByAuditLog(settings, snapshot);
  const rows = await settings.stored(snapshot);
  const found = new Map(rows.map((row) => [row.id, described(settings, row)]));
  for (const id of new Set([...due.keys(), ...found.keys()])) {
    if (due.get(id) === found.get(id)) continue;
    problems.add({
      ...{ code, subject: { table, id }, message },
      expected: due.get(id) ?? 'none',
      found: found.get(id) ?? 'none',
    });
  }
}

async function settingsByAuditLog(settings: Settings, snapshot: Snapshot): Promise<Map<string, string>> {
  const events = await snapshot.rows<Event>(
    `select cast(at as text) as at, actor_id, details from audit_events where action = ? order by sequence`,
    [settings.action],
  );
  const due = new Map<string, string>();
  for (const { at: setAt, actor_id: setById, details } of events) {
    const said = settings.said(parseStoredJson(details));
    // An event with other details is found by the log's hashes.
    if (!said) continue;
    const { id, value } = said;
    if (value === null) due.delete(id);
    else due.set(id, described(settings, { id, value: String(value), setAt, setById }));
  }
  return due;
}

function described({ inWords }: Settings, { value, setAt, setById }: StoredSetting): string {
  return `${inWords(value)}, set by ${setById ?? 'nobody'} at ${instant(setAt)}`;
}

/**
 * Converts a decimal of the log, which has all digits of its unit, into a whole number of the last one; null when it is
 * not a text.
 */
export function wholeOf(decimal: unknown): number | null {
  return typeof decimal === 'string' ? Number(decimal.replace('.', '')) : null;
}
