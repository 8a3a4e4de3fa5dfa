import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AccessError } from '../model/errors.js';

/**
 * Limits the cost of all requests of one client in a minute, in fields of GraphQL: a request that writes a thousand
 * transfers counts for more than one that reads a name. The number of requests is limited elsewhere.
 */
export interface WorkAllowance {
  /**
   * @param who A user's id, or the address of a client who is not signed in.
   * @throws AccessError RATE_LIMITED with `retryAfterSeconds`
   */
  take(who: { readonly userId: string } | { readonly address: string }, cost: number): Promise<void>;
}

const WINDOW_SECONDS = 60;
/** Maximum cost of a user in a minute, in fields. A field takes about 15 µs: this is some seconds of CPU time. */
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

/** Sets no limit, for load tests. */
export const endlessAllowance: WorkAllowance = { take: async () => Promise.resolve() };
