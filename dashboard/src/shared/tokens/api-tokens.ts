import type { ApiTokenFields } from './api-token.fragment';
import type { ResultOf } from '../graphql/tada';

export type ApiToken = ResultOf<typeof ApiTokenFields>;
type Role = ApiToken['role'];

/** A permission that an API token can have. */
export interface Permission {
  readonly value: string;
  readonly label: string;
  readonly description: string;
  readonly role: Role;
  readonly access: ApiToken['access'];
}

const READ_OWN: Permission = {
  ...{ value: 'read', role: 'CUSTOMER', access: 'READ' },
  label: 'Read only',
  description: 'Sees your wallets, balances and activity. Moves nothing.',
};
const MOVE_OWN: Permission = {
  ...{ value: 'move', role: 'CUSTOMER', access: 'WRITE' },
  label: 'Read and move money',
  description: 'Also opens wallets, adds money, sends and withdraws, as you can.',
};
const ANALYSE: Permission = {
  ...{ value: 'analyse', role: 'ANALYST', access: 'READ' },
  label: 'Analyst, read only',
  description: 'Exports and figures: reads everything of operations, changes nothing.',
};
const OPERATE: Permission = {
  ...{ value: 'operate', role: 'OPERATOR', access: 'WRITE' },
  label: 'Operator',
  description: 'Also settles, voids, reverses, freezes and suspends, as you can.',
};
const WATCH: Permission = {
  ...{ value: 'watch', role: 'OPERATOR', access: 'READ' },
  label: 'Operator, read only',
  description: 'Reads what an operator reads, changes nothing.',
};

/** The permissions that each role can give. The least one comes first and is the default. */
export const PERMISSIONS: Readonly<Record<Role, readonly [Permission, ...Permission[]]>> = {
  CUSTOMER: [READ_OWN, MOVE_OWN],
  ANALYST: [ANALYSE],
  OPERATOR: [ANALYSE, OPERATE],
};

export function permissionName({ role, access }: Pick<ApiToken, 'role' | 'access'>): string {
  const all = [READ_OWN, MOVE_OWN, ANALYSE, OPERATE, WATCH];
  return all.find((each) => each.role === role && each.access === access)?.label ?? role;
}

/** The lifetimes to choose from, in days. */
export const LIFETIMES = [
  { label: '7 days', value: 7 },
  { label: '30 days', value: 30 },
  { label: '90 days', value: 90 },
  { label: '6 months', value: 183 },
  { label: '1 year', value: 365 },
];
export const LIFETIME_DEFAULT = 90;

const DAY_MS = 24 * 60 * 60 * 1_000;
const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
// Always English, because the text becomes part of our English sentences.
const AGO = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

export const formatDate = (iso: string): string => DATE.format(new Date(iso));

/** Formats the day on which a token expires that is made now. */
export function endAfter(days: number, now = new Date()): string {
  return DATE.format(new Date(now.getTime() + days * DAY_MS));
}

/** Formats the last use, such as "5 minutes ago"; the server records uses to the minute. */
export function formatUse(iso: string | null, now = new Date()): string {
  if (iso === null) return 'never used';
  const minutes = Math.round((now.getTime() - Date.parse(iso)) / 60_000);
  if (minutes < 2) return 'used just now';
  if (minutes < 60) return `used ${AGO.format(-minutes, 'minute')}`;
  if (minutes < 24 * 60) return `used ${AGO.format(-Math.round(minutes / 60), 'hour')}`;
  return `used ${AGO.format(-Math.round(minutes / (24 * 60)), 'day')}`;
}

/** Returns true when a token expires so soon that its successor should be made. */
export function endsSoon({ expiresAt }: Pick<ApiToken, 'expiresAt'>, now = new Date()): boolean {
  return Date.parse(expiresAt) - now.getTime() < 7 * DAY_MS;
}
