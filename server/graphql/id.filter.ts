import { isStaff, type Viewer } from '../identity/viewer.js';

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

/**
 * Whether a viewer may find anything by a user's id. A customer finds themselves alone: what they find by anybody else's id,
 * were it only a payment of their own, would tell whose wallet it is.
 */
export function mayFindBy(viewer: Viewer, userId: string | undefined): boolean {
  return userId === undefined || isStaff(viewer) || userId === viewer.userId;
}
