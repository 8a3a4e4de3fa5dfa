import { csvLine } from '../../../shared/files/csv';
import type { OutcomeItem } from './batch-requests';

/** Returns CSV lines with each transfer as it was asked for, and its outcome. */
export function outcomeLines(items: readonly OutcomeItem[]): string[] {
  return [
    csvLine(['to', 'amount', 'currency', 'description', 'reference', 'outcome', 'transaction', 'reason']),
    ...items.map(({ to, amount, description, reference, transaction, error }) =>
      csvLine([
        to ?? '',
        amount?.amount ?? '',
        amount?.currency ?? '',
        description ?? '',
        reference ?? '',
        transaction ? 'transferred' : (error?.code ?? ''),
        transaction?.id ?? '',
        error?.message ?? '',
      ]),
    ),
  ];
}
