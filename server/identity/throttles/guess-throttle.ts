import type { EntityManager } from '@mikro-orm/core';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Clock } from '../../ledger/model/clock.js';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';
import { Walk } from '../../ledger/database/walk.js';
import { afterFailure, waitMs, type Backoff } from './backoff.js';
import { AccessError } from '../model/errors.js';
import {
  digestOf,
  expiryOf,
  forgetOrigins,
  KnownOrigin,
  newDeviceToken,
  remember,
  type OriginKind,
} from '../model/known-origin.js';
import { SignInFailures } from './sign-in-failures.js';
import type { Origin } from '../model/origin.js';
import type { DeviceToken, SignInThrottle } from './sign-in-throttle.js';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Wrong passwords for one account from one address, or from one device that has signed in to it before. */
export const ONE_ORIGIN: Backoff = {
  free: 10,
  firstMs: 30 * SECOND_MS,
  longestMs: 15 * MINUTE_MS,
  forgetMs: 15 * MINUTE_MS,
};
/** Wrong passwords from one address, for any account: many people may share it. */
export const ONE_ADDRESS: Backoff = {
  free: 100,
  firstMs: SECOND_MS,
  longestMs: 15 * MINUTE_MS,
  forgetMs: 9 * SECOND_MS,
};
/** Wrong passwords for one account from all devices and addresses that it does not know. */
export const ONE_ACCOUNT: Backoff = {
  free: 50,
  firstMs: SECOND_MS,
  longestMs: 5 * MINUTE_MS,
  forgetMs: 5 * MINUTE_MS,
};

/** Wrong codes for one account, from any origin. */
export const ONE_CODE: Backoff = {
  free: 10,
  firstMs: 30 * SECOND_MS,
  longestMs: 15 * MINUTE_MS,
  forgetMs: 15 * MINUTE_MS,
};

export const REGISTRATIONS_PER_ADDRESS_MAX = 300;
const REGISTRATION_SECONDS = 15 * 60;
/** Maximum number of counted accounts, addresses and devices; the ones quiet for longest are forgotten first. */
const COUNTED_MAX = 100_000;
const DEVICE_TOKEN = /^[\w-]{43}$/;

/** Backoffs to apply, by the keys that failures are counted under. */
type Counters = ReadonlyMap<string, Backoff>;

/**
 * Counts failed sign-ins by account, address and device in the database, so that a restart forgets none and servers that
 * share it count together. A device or an address that has signed in to the account before is not held up by what strangers
 * do: OWASP's "device cookies".
 */
export class GuessThrottle implements SignInThrottle {
  readonly #walk = new Walk('known_origins', 'origin');
  readonly #registrations = new RateLimiterMemory({
    points: REGISTRATIONS_PER_ADDRESS_MAX,
    duration: REGISTRATION_SECONDS,
  });

  constructor(
    private readonly units: UnitsOfWork,
    private readonly reader: EntityManager,
    private readonly clock: Clock,
  ) {}

  async signingIn(emailKey: string, origin: Origin): Promise<void> {
    await this.#count(async (em) => this.#countersOf(em, emailKey, origin));
  }

  async guessingCode(userId: string): Promise<void> {
    await this.#count(async () => Promise.resolve(new Map([[codesOf(userId), ONE_CODE]])));
  }

  async codeWasRight(em: EntityManager, userId: string): Promise<void> {
    await em.nativeDelete(SignInFailures, { countedBy: codesOf(userId) });
  }

  async signedIn(em: EntityManager, emailKey: string, origin: Origin): Promise<DeviceToken> {
    const lastAt = this.clock.now();
    const account = digestOf(emailKey);
    for (const [countedBy, backoff] of await this.#countersOf(em, emailKey, origin)) {
      if (backoff === ONE_ORIGIN) await em.nativeDelete(SignInFailures, { countedBy });
      else await takeBack(em, countedBy, backoff);
    }
    const token = await deviceOf(em, origin);
    await remember(em, { account, origin: digestOf('DEVICE', token), kind: 'DEVICE', lastAt });
    await remember(em, { account, origin: digestOf('ADDRESS', origin.address), kind: 'ADDRESS', lastAt });
    return { token, expiresAt: expiryOf('DEVICE', lastAt) };
  }

  async registering(address: string): Promise<void> {
    try {
      await this.#registrations.consume(address);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw tooMany('Too many registrations from this address; try again later', error.msBeforeNext);
    }
  }

  async tidy(): Promise<void> {
    const now = this.clock.now();
    await this.units.run(async (em) => {
      await em.nativeDelete(SignInFailures, { forgottenAt: { $lte: now } });
      const kept = { orderBy: { lastAt: 'desc' }, limit: 1, offset: COUNTED_MAX } as const;
      const [tooMuch] = await em.find(SignInFailures, {}, kept);
      if (tooMuch) await em.nativeDelete(SignInFailures, { lastAt: { $lte: tooMuch.lastAt } });
      await forgetOrigins(em, await this.#walk.next(em), now);
    });
  }

  /** @throws AccessError RATE_LIMITED */
  async #count(countersFor: (em: EntityManager) => Promise<Counters>): Promise<void> {
    // Refuses without a write first: that is the answer to most guesses.
    const reading = this.reader.fork();
    await this.#assertMayTry(reading, await countersFor(reading));
    await this.units.run(async (em) => {
      const now = this.clock.now();
      const counters = await countersFor(em);
      await this.#assertMayTry(em, counters);
      for (const [countedBy, backoff] of counters) {
        const before = await em.findOne(SignInFailures, { countedBy });
        const after = afterFailure(backoff, before, now);
        if (before) Object.assign(before, after);
        else em.persist(em.create(SignInFailures, { countedBy, ...after }));
      }
    });
  }

  /** @throws AccessError RATE_LIMITED */
  async #assertMayTry(em: EntityManager, counters: Counters): Promise<void> {
    const remembered = await em.find(SignInFailures, { countedBy: { $in: [...counters.keys()] } });
    const waits = remembered.map((failures) => {
      const backoff = counters.get(failures.countedBy);
      return backoff ? waitMs(backoff, failures, this.clock.now()) : 0;
    });
    const longest = Math.max(0, ...waits);
    if (longest > 0) throw tooMany('Too many failed sign-ins; try again later', longest);
  }

  async #countersOf(em: EntityManager, emailKey: string, { address, device }: Origin): Promise<Counters> {
    const account = digestOf(emailKey);
    if (device !== undefined && (await this.#knows(em, account, 'DEVICE', device)))
      return new Map([[digestOf('device', account, device), ONE_ORIGIN]]);
    const counters = new Map([
      [digestOf('account and address', account, address), ONE_ORIGIN],
      [digestOf('address', address), ONE_ADDRESS],
    ]);
    if (!(await this.#knows(em, account, 'ADDRESS', address)))
      counters.set(digestOf('account', account), ONE_ACCOUNT);
    return counters;
  }

  async #knows(em: EntityManager, account: string, kind: OriginKind, origin: string): Promise<boolean> {
    const known = await em.findOne(KnownOrigin, { origin: digestOf(kind, origin), account });
    return known !== null && expiryOf(kind, known.lastAt) > this.clock.now();
  }
}

/** Returns the device's known token or a new one; people of one household may sign in to several accounts with it. */
async function deviceOf(em: EntityManager, { device }: Origin): Promise<string> {
  const given = device !== undefined && DEVICE_TOKEN.test(device) ? device : undefined;
  const ours = given !== undefined && (await em.findOne(KnownOrigin, { origin: digestOf('DEVICE', given) }));
  return given !== undefined && ours ? given : newDeviceToken();
}

function codesOf(userId: string): string {
  return digestOf('codes of', userId);
}

async function takeBack(em: EntityManager, countedBy: string, { forgetMs }: Backoff): Promise<void> {
  const failures = await em.findOne(SignInFailures, { countedBy });
  if (failures) failures.forgottenAt = new Date(failures.forgottenAt.getTime() - forgetMs);
}

function tooMany(message: string, waitedMs: number): AccessError {
  return new AccessError('RATE_LIMITED', message, { retryAfterSeconds: Math.ceil(waitedMs / 1000) });
}
