import { formatMoney } from '../../../shared/money/money';
import type { BatchRow } from '../rows/batch';
import type { OutcomeItem } from './batch-requests';

/** The rows of a file, with what is wrong with each. */
export function linesOfRows(rows: readonly BatchRow[], problems: readonly (string | undefined)[]) {
  return rows.map(({ line, to, amount, description, reference }, index) => ({
    number: line === 0 ? index + 1 : line,
    to,
    amount,
    note: noteOf(description, reference),
    problem: problems[index],
  }));
}

/** Turns the outcomes of a batch's transfers into the lines of its table. */
export function linesOfItems(items: readonly OutcomeItem[]) {
  return items.map(({ index, to, amount, description, reference, transaction, error }) => ({
    number: index + 1,
    to: to ?? '',
    amount: amount ? formatMoney(amount) : '',
    note: noteOf(description, reference),
    problem: error?.message,
    transactionId: transaction?.id,
  }));
}

function noteOf(...texts: (string | null)[]): string {
  return texts.filter(Boolean).join(' · ');
}
