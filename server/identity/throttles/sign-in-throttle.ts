import type { EntityManager } from '@mikro-orm/core';
import type { Origin } from '../model/origin.js';

/** The token given to a device after a sign-in, and the time until which it counts. */
export interface DeviceToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Slows down guessing. Each attempt also costs the hashing of a password, which is another reason to count them. */
export interface SignInThrottle {
  /**
   * Counts an attempt to sign in before it is made, so that concurrent guesses count as well. It answers alike for accounts
   * that exist and for those that do not.
   *
   * @throws AccessError RATE_LIMITED with `retryAfterSeconds` once there were too many.
   */
  signingIn(emailKey: string, origin: Origin): Promise<void>;
  /**
   * Takes the attempt back, in the unit of work that opens the session: it was the owner's.
   *
   * @returns The device's new token.
   */
  signedIn(em: EntityManager, emailKey: string, origin: Origin): Promise<DeviceToken | undefined>;
  /**
   * Counts a guess at a second factor before it is verified: by the account alone, because only people who know its
   * password can guess at all.
   *
   * @throws AccessError RATE_LIMITED with `retryAfterSeconds` once there were too many.
   */
  guessingCode(userId: string): Promise<void>;
  /** Takes the guesses back, in the unit of work that the code was for. */
  codeWasRight(em: EntityManager, userId: string): Promise<void>;
  /** Counts a registration. @throws AccessError RATE_LIMITED with `retryAfterSeconds` */
  registering(address: string): Promise<void>;
  /** Deletes old counters, and the oldest beyond the maximum. */
  tidy(): Promise<void>;
}

/** Sets no limit, for load tests, which sign in as fast as they can. */
export const noThrottle: SignInThrottle = {
  signingIn: async () => Promise.resolve(),
  signedIn: async () => Promise.resolve(undefined),
  guessingCode: async () => Promise.resolve(),
  codeWasRight: async () => Promise.resolve(),
  registering: async () => Promise.resolve(),
  tidy: async () => Promise.resolve(),
};
