import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AccessError } from './errors.js';

/** Slows down guessing: by account, so that many addresses do not help, and by address, so that many accounts do not. */
export interface SignInThrottle {
  /** @throws AccessError RATE_LIMITED with `retryAfterSeconds` once too many attempts have failed. */
  assertAllowed(emailKey: string, address: string): Promise<void>;
  failed(emailKey: string, address: string): Promise<void>;
  succeeded(emailKey: string): Promise<void>;
}

const WINDOW_SECONDS = 15 * 60;
const FAILURES_PER_ACCOUNT_MAX = 10;
const FAILURES_PER_ADDRESS_MAX = 50;

export function signInThrottle(): SignInThrottle {
  const byAccount = new RateLimiterMemory({ points: FAILURES_PER_ACCOUNT_MAX, duration: WINDOW_SECONDS });
  const byAddress = new RateLimiterMemory({ points: FAILURES_PER_ADDRESS_MAX, duration: WINDOW_SECONDS });
  return {
    async assertAllowed(emailKey, address) {
      assertPointsLeft(await byAccount.get(emailKey), FAILURES_PER_ACCOUNT_MAX);
      assertPointsLeft(await byAddress.get(address), FAILURES_PER_ADDRESS_MAX);
    },
    async failed(emailKey, address) {
      // Consuming rejects when the points are used up, which the next assertAllowed reports.
      await Promise.allSettled([byAccount.consume(emailKey), byAddress.consume(address)]);
    },
    async succeeded(emailKey) {
      await byAccount.delete(emailKey);
    },
  };
}

/** For load tests, which sign in as fast as they can. */
export const noThrottle: SignInThrottle = {
  assertAllowed: async () => Promise.resolve(),
  failed: async () => Promise.resolve(),
  succeeded: async () => Promise.resolve(),
};

function assertPointsLeft(state: RateLimiterRes | null, pointsMax: number): void {
  if (!state || state.consumedPoints < pointsMax) return;
  const retryAfterSeconds = Math.ceil(state.msBeforeNext / 1000);
  throw new AccessError('RATE_LIMITED', 'Too many failed sign-ins; try again later', { retryAfterSeconds });
}
