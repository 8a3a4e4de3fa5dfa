import { LedgerError } from '../../../../../server/ledger/errors.js';
import { parseAmount } from '../../../../../server/ledger/money/money.js';
import { charactersIn, isPlainText } from '../../../../../server/ledger/text.js';
import type { TransferBatchMutation } from './transfer-batch.mutation';
import type { VariablesOf } from '../../../shared/graphql/tada';
import type { Currency } from '../../../shared/money/currencies';

export type BatchVariables = Omit<VariablesOf<typeof TransferBatchMutation>, 'idempotencyKey'>;
type TransferInput = BatchVariables['input'][number];

export const BATCH_COLUMNS = ['to', 'amount', 'currency', 'description', 'reference'] as const;
export type BatchColumn = (typeof BATCH_COLUMNS)[number];

/** A transfer as the file has it. */
export interface BatchRow {
  /** The line of the file that it begins in. */
  readonly line: number;
  readonly to: string;
  readonly amount: string;
  readonly currency: string;
  readonly description: string;
  readonly reference: string;
}

/** The source wallet of a batch: the fields that the rules need. */
export interface BatchSource {
  readonly id: string;
  readonly currency: Currency;
}

/** The recipient in the example of the template; nobody has an email there. */
export const EXAMPLE_RECIPIENT = 'name@example.com';

const DESCRIPTION_LENGTH_MAX = 280;
const REFERENCE_LENGTH_MAX = 140;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Returns the reason for which the server would refuse a row; undefined when there is none. */
export function rowProblem(row: BatchRow, source: BatchSource): string | undefined {
  const { to, amount, currency, description, reference } = row;
  if (to.toLowerCase() === EXAMPLE_RECIPIENT)
    return 'This is the example of the template. Write over it, or remove the line.';
  if (!EMAIL.test(to) && !ID.test(to)) return 'To must be an email or the id of a wallet.';
  if (to.toLowerCase() === source.id) return 'It cannot go to the wallet that it comes from.';
  if (currency !== '' && currency !== source.currency) return `The wallet holds ${source.currency}.`;
  const minor = minorUnitsOf(amount, source.currency);
  if (minor instanceof LedgerError) return `${minor.message}.`;
  if (!isPlainText(description) || !isPlainText(reference))
    return 'A text has control characters, or marks that turn its direction.';
  if (charactersIn(description) > DESCRIPTION_LENGTH_MAX)
    return `The description has more than ${DESCRIPTION_LENGTH_MAX} characters.`;
  if (charactersIn(reference) > REFERENCE_LENGTH_MAX)
    return `The reference has more than ${REFERENCE_LENGTH_MAX} characters.`;
  return undefined;
}

/** Sums the rows without a mistake, in minor units. */
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

/** An amount in minor units, or what is wrong with it. */
export function minorUnitsOf(amount: string, currency: Currency): number | LedgerError {
  try {
    return parseAmount(amount, currency);
  } catch (error) {
    if (error instanceof LedgerError) return error;
    throw error;
  }
}
