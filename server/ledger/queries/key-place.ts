import type { Condition } from './page.js';

/** Returns the sort key of an idempotency key, as one text: a key has no id, and two may have the same moment. */
export function placeOf(moment: Date, principalId: string, key: string): string {
  return `${String(moment.getTime())} ${principalId} ${key}`;
}

export function paramsOfPlace(place: string): Condition['params'] {
  const [milliseconds, principalId = '', key = ''] = place.split(' ');
  return [new Date(Number(milliseconds)), principalId, key];
}
