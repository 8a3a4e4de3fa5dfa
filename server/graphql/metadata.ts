import { AccessError } from '../identity/errors.js';
import type { JsonValue, Metadata } from '../ledger/transaction.js';

const BYTES_MAX = 4_000;
/** Writing JSON recurses, so depth is bounded before anything is written. */
const DEPTH_MAX = 10;

/** @throws AccessError BAD_USER_INPUT when it is nested too deeply or too large. */
export function parseMetadata(value: Metadata | null | undefined): Metadata | null {
  if (!value) return null;
  if (isDeeperThan(value, DEPTH_MAX))
    throw refused(`metadata is nested at most ${String(DEPTH_MAX)} levels deep`);
  if (Buffer.byteLength(JSON.stringify(value)) > BYTES_MAX) {
    throw refused(`metadata has at most ${String(BYTES_MAX)} bytes`);
  }
  return value;
}

/** Goes level by level, so that the depth of the value is no depth of calls. */
function isDeeperThan(value: JsonValue, depthMax: number): boolean {
  let level: JsonValue[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > depthMax) return true;
    level = level.flatMap((item) =>
      typeof item === 'object' && item !== null ? Object.values<JsonValue>(item) : [],
    );
  }
  return false;
}

function refused(message: string): AccessError {
  return new AccessError('BAD_USER_INPUT', message, { field: 'metadata' });
}
