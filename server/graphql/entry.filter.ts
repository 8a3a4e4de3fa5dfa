import type { EntryFilter } from '../ledger/queries/entries.js';
import type { EntryFilterInput } from './entry.types.js';

/** GraphQL's nulls mean "any"; the ledger's filters leave such a condition out. */
export function entryFilter(input: EntryFilterInput | null): EntryFilter {
  return {
    type: input?.type ?? undefined,
    from: input?.from ?? undefined,
    to: input?.to ?? undefined,
    search: input?.search ?? undefined,
  };
}
