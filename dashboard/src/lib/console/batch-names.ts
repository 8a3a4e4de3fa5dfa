import type { Outcome } from './batch-requests';
import { formatMoney } from '../money';

/** What a batch goes by: its label, or how many transfers it has. */
export function batchName({ label, itemCount }: Pick<Outcome, 'label' | 'itemCount'>): string {
  return label ?? transfers(itemCount);
}

/** "1 transfer", "1,000 transfers". */
export function transfers(count: number): string {
  return `${count.toLocaleString()} ${count === 1 ? 'transfer' : 'transfers'}`;
}

/** "2 transferred, 1 declined". */
export function outcomeInWords({ transferred, declined }: Pick<Outcome, 'transferred' | 'declined'>): string {
  return `${transferred.toLocaleString()} transferred, ${declined.toLocaleString()} declined`;
}

/** What was transferred, a sum a currency. */
export function totalsInWords({ totals }: Pick<Outcome, 'totals'>): string {
  return totals.map((total) => formatMoney(total)).join(', ');
}
