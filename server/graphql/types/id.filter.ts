import { peopleMatching } from '../../identity/users/user-list.js';
import type { Condition } from '../../ledger/queries/page.js';
import { parseSought } from '../../identity/access/text.js';

/** What the filters of lists have in common, as they say of themselves. */
export const FILTER =
  'Every condition given must hold: null and a blank text are none, and an empty list finds nothing.';

/** How a search compares, as the filters say of themselves. */
export const SEARCH =
  'Case, the way an accent is written and blanks around it do not count; up to 280 characters.';

/** An id in a filter, as it is stored: in lower case. GraphQL's null means "any". */
export function idFilter(id: string | null | undefined): string | undefined {
  return id?.toLowerCase();
}

/** What analysts and operators search for, and whom they mean by it. @throws AccessError BAD_USER_INPUT */
export function searchFilter(text: string | null | undefined): { search?: string; searchPeople?: Condition } {
  const search = parseSought('search', text);
  return search === undefined ? {} : { search, searchPeople: peopleMatching(search) };
}
