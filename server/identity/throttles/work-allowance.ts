import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AccessError } from '../model/errors.js';

/**
 * Bounds what all requests of one client may cost in a minute, in fields of GraphQL, where a request that writes a thousand
 * transfers counts for more than one that reads a name. Requests themselves are counted elsewhere.
 */
export interface WorkAllowance {
  /**
   * @param who A user's id, or the address of somebody who is not signed in.
   * @throws AccessError RATE_LIMITED with `retryAfterSeconds`
   */
  take(who: { readonly userId: string } | { readonly address: string }, cost: number): Promise<void>;
}

const WINDOW_SECONDS = 60;
/** A field takes about 15 µs: some seconds in a minute. */
export const COST_PER_USER_MAX = 600_000;
export const COST_PER_ADDRESS_MAX = 200_000;

export interface WorkLimits {
  readonly perUser: number;
  readonly perAddress: number;
}

const WORK_LIMITS: WorkLimits = { perUser: COST_PER_USER_MAX, perAddress: COST_PER_ADDRESS_MAX };

export function workAllowance({ perUser, perAddress } = WORK_LIMITS): WorkAllowance {
  const byUser = new RateLimiterMemory({ points: perUser, duration: WINDOW_SECONDS });
  const byAddress = new RateLimiterMemory({ points: perAddress, duration: WINDOW_SECONDS });
  return {
    async take(who, cost) {
      try {
        if ('userId' in who) await byUser.consume(who.userId, cost);
        else await byAddress.consume(who.address, cost);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new AccessError('RATE_LIMITED', 'You have asked for too much in this minute; try again later', {
          retryAfterSeconds: Math.ceil(error.msBeforeNext / 1000),
        });
      }
    },
  };
}

/** For load tests. */
export const endlessAllowance: WorkAllowance = { take: async () => Promise.resolve() };
