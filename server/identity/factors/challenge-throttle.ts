import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AccessError } from '../model/errors.js';

/** Limits the rate at which strangers have challenges stored. */
export interface ChallengeThrottle {
  /** @throws AccessError RATE_LIMITED with `retryAfterSeconds` */
  asking(address: string): Promise<void>;
}

export const SIGN_IN_CHALLENGES_PER_ADDRESS_MAX = 100;
const WINDOW_SECONDS = 5 * 60;

export function challengeThrottle(): ChallengeThrottle {
  const byAddress = new RateLimiterMemory({
    points: SIGN_IN_CHALLENGES_PER_ADDRESS_MAX,
    duration: WINDOW_SECONDS,
  });
  return {
    async asking(address) {
      try {
        await byAddress.consume(address);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new AccessError(
          'RATE_LIMITED',
          'Too many attempts to sign in with a passkey; try again later',
          {
            retryAfterSeconds: Math.ceil(error.msBeforeNext / 1000),
          },
        );
      }
    },
  };
}

/** Sets no limit, for load tests. */
export const noChallengeThrottle: ChallengeThrottle = { asking: async () => Promise.resolve() };
