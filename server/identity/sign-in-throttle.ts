import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AccessError } from './errors.js';

/**
 * Slows down guessing: by account, so that many addresses do not help, and by address, so that many accounts do not. Each
 * attempt also costs us the hashing of a password, which is another reason to count them.
 */
export interface SignInThrottle {
  /**
   * Counts an attempt to sign in before it is made, so that guesses made at the same time count as well.
   *
   * @throws AccessError RATE_LIMITED with `retryAfterSeconds` once there were too many.
   */
  signingIn(emailKey: string, address: string): Promise<void>;
  /** Forgets the attempts on an account: its owner is here. */
  signedIn(emailKey: string): Promise<void>;
  /** Counts a registration. @throws AccessError RATE_LIMITED with `retryAfterSeconds` */
  registering(address: string): Promise<void>;
}

const WINDOW_SECONDS = 15 * 60;
export const FAILURES_PER_ACCOUNT_MAX = 20;
export const SIGN_INS_PER_ADDRESS_MAX = 300;
export const REGISTRATIONS_PER_ADDRESS_MAX = 300;

export function signInThrottle(): SignInThrottle {
  const failuresByAccount = new RateLimiterMemory({
    points: FAILURES_PER_ACCOUNT_MAX,
    duration: WINDOW_SECONDS,
  });
  const signInsByAddress = new RateLimiterMemory({
    points: SIGN_INS_PER_ADDRESS_MAX,
    duration: WINDOW_SECONDS,
  });
  const registrationsByAddress = new RateLimiterMemory({
    points: REGISTRATIONS_PER_ADDRESS_MAX,
    duration: WINDOW_SECONDS,
  });
  return {
    async signingIn(emailKey, address) {
      await count(signInsByAddress, address, 'Too many sign-ins from this address; try again later');
      await count(failuresByAccount, emailKey, 'Too many failed sign-ins; try again later');
    },
    async signedIn(emailKey) {
      await failuresByAccount.delete(emailKey);
    },
    async registering(address) {
      await count(
        registrationsByAddress,
        address,
        'Too many registrations from this address; try again later',
      );
    },
  };
}

/** For load tests, which sign in as fast as they can. */
export const noThrottle: SignInThrottle = {
  signingIn: async () => Promise.resolve(),
  signedIn: async () => Promise.resolve(),
  registering: async () => Promise.resolve(),
};

async function count(limiter: RateLimiterMemory, key: string, message: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new AccessError('RATE_LIMITED', message, {
      retryAfterSeconds: Math.ceil(error.msBeforeNext / 1000),
    });
  }
}
