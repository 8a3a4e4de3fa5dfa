import type { Currency } from '../../ledger/money/currencies.js';
import type { SqlPart } from '../volumes/volume-source.js';

/** One more condition when a report is about one currency. */
export function narrowed(column: string, currency: Currency | null): SqlPart {
  return currency === null ? { sql: '', params: [] } : { sql: ` and ${column} = ?`, params: [currency] };
}
