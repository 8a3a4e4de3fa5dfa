import { csvLine } from '../../../shared/files/csv';
import { BATCH_COLUMNS } from '../rows/batch';
import type { OutcomeItem } from './batch-requests';

/** Returns the transfers that were declined as a file that can be corrected and sent. */
export function declinedLines(items: readonly OutcomeItem[]): string[] {
  return [
    csvLine(BATCH_COLUMNS),
    ...items
      .filter(({ transaction }) => !transaction)
      .map(({ to, amount, description, reference }) =>
        csvLine([to ?? '', amount?.amount ?? '', amount?.currency ?? '', description ?? '', reference ?? '']),
      ),
  ];
}

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
