import { AccessError } from '../../identity/model/errors.js';
import type { Currency } from '../../ledger/money/currencies.js';
import { entryFilter } from '../../graphql/input/entry.filter.js';
import type { EntryFilterInput } from '../../graphql/types/entry.types.js';
import { idFilter } from '../../graphql/types/id.filter.js';
import { staffTransactionFilter } from '../../graphql/input/transaction.filter.js';
import type { TransactionFilterInput } from '../../graphql/types/transaction.types.js';
import { entryExport } from '../../reports/exports/entries.js';
import { transactionExport } from '../../reports/exports/transactions.js';
import type { Opened } from './stream.js';

/*
 * Exports for analysts and operators, shared by REST and the command line. Nothing here needs the schema, which the command
 * line does without.
 */

export interface TransactionExportVariables {
  readonly after?: string | null;
  readonly filter?: TransactionFilterInput | null;
}

export interface EntryExportVariables {
  readonly after?: string | null;
  readonly walletId?: string | null;
  readonly ownerId?: string | null;
  readonly currency?: Currency | null;
  readonly filter?: EntryFilterInput | null;
}

/** @throws AccessError BAD_USER_INPUT when `after` is not an id. */
export function openTransactionExport({ after, filter }: TransactionExportVariables): Opened {
  return {
    source: transactionExport(staffTransactionFilter(filter ?? null)),
    name: 'transactions',
    after: parseAfter(after),
  };
}

/** @throws AccessError BAD_USER_INPUT when `after` is not an id. */
export function openEntryExport({ after, filter, ...wallets }: EntryExportVariables): Opened {
  const source = entryExport({
    ...entryFilter(filter ?? null),
    walletId: idFilter(wallets.walletId),
    ownerId: idFilter(wallets.ownerId),
    currency: wallets.currency ?? undefined,
  });
  return { source, name: 'entries', after: parseAfter(after) };
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function parseAfter(after: string | null | undefined): string | undefined {
  if (after === undefined || after === null) return undefined;
  const id = after.toLowerCase();
  if (!ID.test(id)) throw new AccessError('BAD_USER_INPUT', 'after is not an id', { field: 'after' });
  return id;
}
