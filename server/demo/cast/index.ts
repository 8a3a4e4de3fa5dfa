import { firstNameOf, type Person } from '../person.js';
import { EAST_AFRICA } from './east-africa.js';
import { ELSEWHERE } from './elsewhere.js';
import { KENYA } from './kenya.js';

/** Every customer of the demo data. */
export const CAST: readonly Person[] = [...KENYA, ...EAST_AFRICA, ...ELSEWHERE];

const BY_FIRST_NAME = new Map(CAST.map((person) => [firstNameOf(person), person]));

/** @throws Error for a name that is not in the cast. */
export function personNamed(firstName: string): Person {
  const person = BY_FIRST_NAME.get(firstName);
  if (!person) throw new Error(`Nobody in the cast is called ${firstName}`);
  return person;
}
