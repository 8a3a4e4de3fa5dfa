import type { Role } from '../model/user.js';

export const MINUTE_MS = 60 * 1000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** How long a session may last. */
export interface Lifetime {
  /** Without being used, in milliseconds. */
  readonly idleMs: number;
  /** At all, in milliseconds. */
  readonly absoluteMs: number;
}

/** Whoever sees everybody's money is asked to sign in more often. */
export interface SessionLifetimes {
  readonly staff: Lifetime;
  readonly customer: Lifetime;
}

export const SESSION_LIFETIMES: SessionLifetimes = {
  staff: { idleMs: 30 * MINUTE_MS, absoluteMs: 12 * HOUR_MS },
  customer: { idleMs: 14 * DAY_MS, absoluteMs: 90 * DAY_MS },
};

export function lifetimeOf(role: Role, { staff, customer }: SessionLifetimes): Lifetime {
  return role === 'CUSTOMER' ? customer : staff;
}
