import { csvLine } from '../csv';
import type { BatchRow } from './batch';

interface Outcome {
  readonly transaction: { readonly id: string } | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** The file that was sent with what came of each line. */
export function outcomeLines(rows: readonly BatchRow[], items: readonly Outcome[]): string[] {
  return [
    csvLine(['to', 'amount', 'currency', 'description', 'reference', 'outcome', 'transaction', 'reason']),
    ...rows.map(({ to, amount, currency, description, reference }, index) => {
      const { transaction = null, error = null } = items[index] ?? {};
      return csvLine([
        to,
        amount,
        currency,
        description,
        reference,
        transaction ? 'transferred' : (error?.code ?? ''),
        transaction?.id ?? '',
        error?.message ?? '',
      ]);
    }),
  ];
}
