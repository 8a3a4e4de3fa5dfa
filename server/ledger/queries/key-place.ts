import type { Condition } from './page.js';

/** What a key of somebody's is listed by, as one text: it has no id, and two may be of the same moment. */
export function placeOf(moment: Date, principalId: string, key: string): string {
  return `${String(moment.getTime())} ${principalId} ${key}`;
}

export function paramsOfPlace(place: string): Condition['params'] {
  const [milliseconds, principalId = '', key = ''] = place.split(' ');
  return [new Date(Number(milliseconds)), principalId, key];
}
