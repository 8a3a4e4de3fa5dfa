import { DEMO_PASSWORD, DEMO_USERS } from '../demo/sign-ins.js';

const COLUMNS = 4;

/** Formats the users of the demo data as a table for the terminal. */
export function signInTable(): string {
  const customers = DEMO_USERS.filter(({ role }) => role === 'CUSTOMER').map(({ email }) => email);
  const width = Math.max(...customers.map(({ length }) => length)) + 2;
  const rows: string[] = [];
  for (let first = 0; first < customers.length; first += COLUMNS) {
    const row = customers.slice(first, first + COLUMNS).map((email) => email.padEnd(width));
    rows.push(`  ${first === 0 ? 'customers' : '         '}  ${row.join('').trimEnd()}`);
  }
  for (const { email, role } of DEMO_USERS) {
    if (role !== 'CUSTOMER') rows.push(`  ${role.toLowerCase().padEnd(9)}  ${email}`);
  }
  return [`Demo sign-ins, all with the password ${DEMO_PASSWORD}:`, ...rows].join('\n');
}
