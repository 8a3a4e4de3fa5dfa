import { csvLine } from '../../../shared/files/csv';
import type { OutcomeItem } from './batch-requests';

/** What was asked for, with what came of each transfer. */
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
