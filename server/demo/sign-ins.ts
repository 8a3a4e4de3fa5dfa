import type { Role } from '../identity/model/user.js';
import { CAST } from './cast.js';
import { emailOf, type Person } from './person.js';

/** Password of all demo users. It is not a secret: demo data is for places that need none. */
export const DEMO_PASSWORD = 'nissmart-demo';

export const ANALYST_EMAIL = 'analyst@example.com';
export const OPERATOR_EMAIL = 'ops@example.com';

export interface DemoUser {
  readonly email: string;
  readonly displayName: string;
  readonly role: Role;
}

/** Users of the operations team. */
export const STAFF: readonly DemoUser[] = [
  { email: ANALYST_EMAIL, displayName: 'Lindiwe Analyst', role: 'ANALYST' },
  { email: OPERATOR_EMAIL, displayName: 'Omar Operations', role: 'OPERATOR' },
];

/** All users who can sign in, customers first. */
export const DEMO_USERS: readonly DemoUser[] = [
  ...CAST.filter(({ suspended }) => !suspended).map(customer),
  ...STAFF,
];

export function customer(person: Person): DemoUser {
  return { email: emailOf(person), displayName: person.name, role: 'CUSTOMER' };
}
