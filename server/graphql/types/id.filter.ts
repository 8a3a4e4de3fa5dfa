import { peopleMatching } from '../../identity/users/user-list.js';
import type { Condition } from '../../ledger/queries/page.js';
import { parseSearchText } from '../../identity/access/text.js';

/** Description that the filters of lists share. */
export const FILTER =
  'Every condition given must hold: null and a blank text are none, and an empty list finds nothing.';

/** Description of searches in filters. */
export const SEARCH =
  'Case, the way an accent is written and blanks around it do not count; up to 280 characters.';

/** Normalises an id in a filter to lower case, as it is stored. GraphQL's null means "any". */
export function idFilter(id: string | null | undefined): string | undefined {
  return id?.toLowerCase();
}

/**
 * Parses a search of analysts and operators, with the condition for the people it matches.
 *
 * @throws AccessError BAD_USER_INPUT
 */
export function searchFilter(text: string | null | undefined): { search?: string; searchPeople?: Condition } {
  const search = parseSearchText('search', text);
  return search === undefined ? {} : { search, searchPeople: peopleMatching(search) };
}
