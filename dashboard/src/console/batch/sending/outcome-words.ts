import type { Outcome } from './batch-requests';
import { formatMoney } from '../../../shared/money/money';

/** Writes the counts of an outcome, such as "2 transferred, 1 declined". */
export function outcomeInWords({ transferred, declined }: Pick<Outcome, 'transferred' | 'declined'>): string {
  return `${transferred.toLocaleString()} transferred, ${declined.toLocaleString()} declined`;
}

/** Writes out the transferred sums, one for each currency. */
export function totalsInWords({ totals }: Pick<Outcome, 'totals'>): string {
  return totals.map((total) => formatMoney(total)).join(', ');
}
