import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AccessError } from '../model/errors.js';

/** Limits the mails sent to one mailbox or asked for from one place, and the names written to the audit log. */
export interface MailThrottle {
  /**
   * Counts a mail before it is queued, also when there is nobody to receive it.
   *
   * @param to The recipient's email, or that of the user it is about, in lower case.
   * @param address The client's address.
   * @throws AccessError RATE_LIMITED with `retryAfterSeconds`
   */
  asking(to: string, address: string): Promise<void>;
  /** Counts the use of a link. @throws AccessError RATE_LIMITED with `retryAfterSeconds` */
  followingLink(address: string): Promise<void>;
  /** Counts a change of name: each stays in the audit log for good. @throws AccessError RATE_LIMITED with `retryAfterSeconds` */
  renaming(userId: string): Promise<void>;
}

const WINDOW_SECONDS = 60 * 60;
const MAILS_PER_ACCOUNT_MAX = 5;
const MAILS_PER_ADDRESS_MAX = 50;
const LINKS_PER_ADDRESS_MAX = 300;
export const NAMES_PER_ACCOUNT_MAX = 20;

export function mailThrottle(): MailThrottle {
  const byAccount = new RateLimiterMemory({ points: MAILS_PER_ACCOUNT_MAX, duration: WINDOW_SECONDS });
  const byAddress = new RateLimiterMemory({ points: MAILS_PER_ADDRESS_MAX, duration: WINDOW_SECONDS });
  const links = new RateLimiterMemory({ points: LINKS_PER_ADDRESS_MAX, duration: WINDOW_SECONDS });
  const names = new RateLimiterMemory({ points: NAMES_PER_ACCOUNT_MAX, duration: WINDOW_SECONDS });
  return {
    async asking(to, address) {
      await count(byAddress, address);
      await count(byAccount, to);
    },
    async followingLink(address) {
      await count(links, address);
    },
    async renaming(userId) {
      await count(names, userId);
    },
  };
}

/** Sets no limit, for load tests. */
export const noMailThrottle: MailThrottle = {
  asking: async () => Promise.resolve(),
  followingLink: async () => Promise.resolve(),
  renaming: async () => Promise.resolve(),
};

async function count(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new AccessError('RATE_LIMITED', 'This was asked for too often; try again later', {
      retryAfterSeconds: Math.ceil(error.msBeforeNext / 1000),
    });
  }
}
