import { z } from 'zod';
import { CURRENCIES } from '../../ledger/money/currencies.js';
import { TRANSACTION_TYPES } from '../../ledger/model/transaction-types.js';
import { TRANSACTION_STATUSES } from '../../ledger/model/transaction.js';
import { ExitError } from '../../config/exit-error.js';
import type { EntryExportVariables, TransactionExportVariables } from '../../rest/routes/staff-exports.js';

/** Values of the options, unchecked; commander makes `ownerId` of `--owner-id`. */
export type FilterOptions = Readonly<Record<string, unknown>>;

const moment = z.iso
  .datetime({ offset: true, error: 'must be a time such as 2026-01-01T00:00:00Z' })
  .transform((text) => new Date(text));
const id = z.uuid('must be an id').toLowerCase();

const common = {
  after: id.nullable().default(null),
  type: z.array(z.enum(TRANSACTION_TYPES)).nullable().default(null),
  currency: z.enum(CURRENCIES, 'must be a currency code of ISO 4217').nullable().default(null),
  walletId: id.nullable().default(null),
  ownerId: id.nullable().default(null),
  from: moment.nullable().default(null),
  to: moment.nullable().default(null),
  search: z.string().nullable().default(null),
};
const entries = z.object(common);
const transactions = z.object({
  ...common,
  status: z.array(z.enum(TRANSACTION_STATUSES)).nullable().default(null),
  postedFrom: moment.nullable().default(null),
  postedTo: moment.nullable().default(null),
  reference: z.string().nullable().default(null),
  minAmount: z.string().nullable().default(null),
  maxAmount: z.string().nullable().default(null),
  counterpartyWalletId: id.nullable().default(null),
  counterpartyId: id.nullable().default(null),
});

/** @throws ExitError with exit code 2, naming every option that is wrong. */
export function readTransactionOptions(options: FilterOptions): TransactionExportVariables {
  const { after, ...filter } = read(transactions, options);
  return { after, filter };
}

/** @throws ExitError with exit code 2, naming every option that is wrong. */
export function readEntryOptions(options: FilterOptions): EntryExportVariables {
  const { after, walletId, ownerId, currency, ...filter } = read(entries, options);
  return { after, walletId, ownerId, currency, filter };
}

function read<Schema extends z.ZodType>(schema: Schema, options: FilterOptions): z.output<Schema> {
  const { data, error } = schema.safeParse(options);
  if (!error) return data;
  const mistakes = error.issues.map(({ path, message }) => `${optionOf(String(path[0]))} ${message}`);
  throw new ExitError(mistakes.join('; '), 2);
}

function optionOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
