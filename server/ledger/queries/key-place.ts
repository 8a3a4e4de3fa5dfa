import { anyOf, hasValue, isDuring, isFoundBy, isText, type Condition } from './page.js';

/** Returns the sort key of an idempotency key, as one text: a key has no id, and two may have the same moment. */
export function placeOf(moment: Date, principalId: string, key: string): string {
  return `${String(moment.getTime())} ${principalId} ${key}`;
}

export function paramsOfPlace(place: string): Condition['params'] {
  const [milliseconds, principalId = '', key = ''] = place.split(' ');
  return [new Date(Number(milliseconds)), principalId, key];
}

/** Filter of a list of keys, as far as both such lists have it. */
export interface KeyFilter {
  /** Id of the principal. */
  readonly userId?: string | undefined;
  /** Used at or after; where keys came again, for the last time. */
  readonly from?: Date | undefined;
  /** Used before. */
  readonly to?: Date | undefined;
  /** A whole key, in the normal form of searches. */
  readonly search?: string | undefined;
  /** A statement for the ids of people whom the search means as well: whose key it is. */
  readonly searchPeople?: Condition | undefined;
}

/** @param table Has the key. @param moment The column for the time of use. */
export function keyConditions(
  table: string,
  moment: string,
  { userId, from, to, search, searchPeople }: KeyFilter,
): Condition[] {
  const principal = `${table}.principal_id`;
  const conditions = [...hasValue(principal, userId), ...isDuring(moment, from, to)];
  if (search === undefined) return conditions;
  return [...conditions, anyOf([isText(`${table}.key`, search), ...isFoundBy(principal, searchPeople)])];
}
