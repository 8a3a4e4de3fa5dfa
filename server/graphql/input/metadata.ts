import { AccessError } from '../../identity/model/errors.js';
import { isPlainText } from '../../ledger/text.js';
import type { JsonValue, Metadata } from '../../ledger/model/transaction.js';

const BYTES_MAX = 4_000;
/** Maximum depth of nesting. Writing JSON recurses, so depth is bounded before anything is written. */
const DEPTH_MAX = 10;

/** @throws AccessError BAD_USER_INPUT when it is nested too deeply, too large, or has values that cannot be stored. */
export function parseMetadata(value: Metadata | null | undefined): Metadata | null {
  if (!value) return null;
  let level: JsonValue[] = [value];
  // Level by level, so that a deep value does not recurse deeply.
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH_MAX) throw refused(`metadata is nested at most ${String(DEPTH_MAX)} levels deep`);
    if (!level.every(isStorable)) {
      throw refused('metadata has control characters, no Unicode, or an infinite number');
    }
    level = level.flatMap((item) =>
      typeof item === 'object' && item !== null ? Object.values<JsonValue>(item) : [],
    );
  }
  if (Buffer.byteLength(JSON.stringify(value)) > BYTES_MAX) {
    throw refused(`metadata has at most ${String(BYTES_MAX)} bytes`);
  }
  return value;
}

/**
 * False for values that JSON has but the canonical form of the fingerprint has not: 1e400, which is read as infinity, and
 * broken text.
 */
function isStorable(value: JsonValue): boolean {
  if (typeof value === 'string') return isPlainText(value);
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.keys(value).every(isPlainText);
}

function refused(message: string): AccessError {
  return new AccessError('BAD_USER_INPUT', message, { field: 'metadata' });
}
