import type { EntryFilter } from '../../ledger/queries/entries.js';
import type { EntryFilterInput } from '../types/entry.types.js';
import { parseSearchText } from '../../identity/access/text.js';

/**
 * Parses a filter of entries. GraphQL's nulls mean "any"; the ledger's filters leave such a condition out.
 *
 * @throws AccessError BAD_USER_INPUT
 */
export function entryFilter(input: EntryFilterInput | null): EntryFilter {
  return {
    type: input?.type ?? undefined,
    from: input?.from ?? undefined,
    to: input?.to ?? undefined,
    search: parseSearchText('search', input?.search),
  };
}
