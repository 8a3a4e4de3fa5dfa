import type { Role } from '../model/user.js';

export const MINUTE_MS = 60 * 1000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Maximum duration of a session. */
export interface Lifetime {
  /** Without a use, in milliseconds. */
  readonly idleMs: number;
  /** In total, in milliseconds. */
  readonly absoluteMs: number;
}

/** Makes a lifetime of two durations in milliseconds. */
export function lifetime(idleMs: number, absoluteMs: number): Lifetime {
  return { idleMs, absoluteMs };
}

/** Lifetimes by role: staff, who see everybody's money, sign in more often. */
export interface SessionLifetimes {
  readonly staff: Lifetime;
  readonly customer: Lifetime;
}

export const SESSION_LIFETIMES: SessionLifetimes = {
  staff: lifetime(30 * MINUTE_MS, 12 * HOUR_MS),
  customer: lifetime(14 * DAY_MS, 90 * DAY_MS),
};

export function lifetimeOf(role: Role, { staff, customer }: SessionLifetimes): Lifetime {
  return role === 'CUSTOMER' ? customer : staff;
}
