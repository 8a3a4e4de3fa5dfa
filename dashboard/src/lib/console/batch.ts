import { LedgerError } from '../../../../server/ledger/errors.js';
import { parseAmount } from '../../../../server/ledger/money.js';
import type { TransferBatchMutation } from '../../graphql/console/transfer-batch';
import type { VariablesOf } from '../../graphql/tada';
import { parseCsv } from '../csv';
import type { Currency } from '../currencies';

export type BatchVariables = Omit<VariablesOf<typeof TransferBatchMutation>, 'idempotencyKey'>;
type TransferInput = BatchVariables['input'][number];

/** A line of the file as it was written. */
export interface BatchRow {
  readonly to: string;
  readonly amount: string;
  readonly currency: string;
  readonly description: string;
  readonly reference: string;
}

/** Where the money of a batch comes from, as far as the rules need to know it. */
export interface BatchSource {
  readonly id: string;
  readonly currency: Currency;
}

const BATCH_ROWS_MAX = 1_000;
const REQUIRED = ['to', 'amount'] as const;
const DESCRIPTION_LENGTH_MAX = 280;
const REFERENCE_LENGTH_MAX = 140;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Reads a file with a line of headings, in any order; spreadsheets of some countries divide by semicolons. @throws Error */
export function readBatch(text: string): BatchRow[] {
  const content = text.replace(/^\uFEFF/, '');
  const [firstLine = ''] = content.split('\n', 1);
  const [headings, ...lines] = parseCsv(content, firstLine.includes(',') ? ',' : ';');
  const names = (headings ?? []).map((heading) => heading.trim().toLowerCase());
  const missing = REQUIRED.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new Error(`The first line must name the columns; there is no ${missing.join(', no ')}`);
  if (lines.length === 0) throw new Error('There are no transfers in the file');
  if (lines.length > BATCH_ROWS_MAX)
    throw new Error(
      `A batch has at most ${BATCH_ROWS_MAX.toLocaleString()} transfers; there are ${lines.length.toLocaleString()}`,
    );
  return lines.map((cells) => {
    const cell = (name: keyof BatchRow) => cells[names.indexOf(name)]?.trim() ?? '';
    return {
      to: cell('to'),
      amount: cell('amount'),
      currency: cell('currency').toUpperCase(),
      description: cell('description'),
      reference: cell('reference'),
    };
  });
}

/** What the server would have against a row; undefined when nothing. */
export function rowProblem(row: BatchRow, source: BatchSource): string | undefined {
  const { to, amount, currency, description, reference } = row;
  if (!EMAIL.test(to) && !ID.test(to)) return 'To must be an email or the id of a wallet.';
  if (to.toLowerCase() === source.id) return 'It cannot go to the wallet that it comes from.';
  if (currency !== '' && currency !== source.currency) return `The wallet holds ${source.currency}.`;
  const minor = minorUnitsOf(amount, source.currency);
  if (minor instanceof LedgerError) return `${minor.message}.`;
  if (description.length > DESCRIPTION_LENGTH_MAX)
    return `The description has more than ${DESCRIPTION_LENGTH_MAX} characters.`;
  if (reference.length > REFERENCE_LENGTH_MAX)
    return `The reference has more than ${REFERENCE_LENGTH_MAX} characters.`;
  return undefined;
}

/** What the rows without a mistake come to, in minor units. */
export function totalOf(rows: readonly BatchRow[], { currency }: BatchSource): bigint {
  return rows.reduce((sum, { amount }) => {
    const minor = minorUnitsOf(amount, currency);
    return minor instanceof LedgerError ? sum : sum + BigInt(minor);
  }, 0n);
}

export function batchInput(rows: readonly BatchRow[], { id, currency }: BatchSource): TransferInput[] {
  return rows.map(({ to, amount, description, reference }) => ({
    fromWalletId: id,
    ...(EMAIL.test(to) ? { toEmail: to } : { toWalletId: to }),
    amount,
    currency,
    ...(description !== '' && { description }),
    ...(reference !== '' && { reference }),
  }));
}

function minorUnitsOf(amount: string, currency: Currency): number | LedgerError {
  try {
    return parseAmount(amount, currency);
  } catch (error) {
    if (error instanceof LedgerError) return error;
    throw error;
  }
}
