import type { Currency } from '../../ledger/money/currencies.js';
import type { SqlPart } from '../volumes/volume-source.js';

/** Returns an SQL condition on the currency, empty when the report covers all. */
export function narrowed(column: string, currency: Currency | null): SqlPart {
  return currency === null ? { sql: '', params: [] } : { sql: ` and ${column} = ?`, params: [currency] };
}
