import { beforeEach, describe, expect, test } from '@jest/globals';
import type { EntityManager } from '@mikro-orm/core';
import {
  GuessThrottle,
  ONE_ACCOUNT,
  ONE_ADDRESS,
  ONE_ORIGIN,
} from '../../../server/identity/throttles/guess-throttle.js';
import { KnownOrigin } from '../../../server/identity/model/known-origin.js';
import { SignInFailures } from '../../../server/identity/throttles/sign-in-failures.js';
import type { Origin } from '../../../server/identity/model/origin.js';
import type { DeviceToken } from '../../../server/identity/throttles/sign-in-throttle.js';
import { TestLedger } from '../../support/ledger.js';

const VICTIM = 'amina@example.com';
const HOME: Origin = { address: '192.0.2.1' };
const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

let ledger: TestLedger;
let throttle: GuessThrottle;

beforeEach(async () => {
  ledger = await TestLedger.open();
  throttle = throttleOf(ledger);
});

function throttleOf({ units, storage, clock }: TestLedger): GuessThrottle {
  return new GuessThrottle(units, storage.reader, clock);
}

function elsewhere(place: number): Origin {
  return { address: `198.51.${String(Math.floor(place / 250))}.${String(place % 250)}` };
}

async function signIn(account: string, origin: Origin): Promise<DeviceToken> {
  await throttle.signingIn(account, origin);
  return ledger.units.run(async (em: EntityManager) => throttle.signedIn(em, account, origin));
}

/** @returns The seconds to wait; 0 when the attempt may be made. */
async function guess(account: string, origin: Origin, by = throttle): Promise<number> {
  const refusal = await by.signingIn(account, origin).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (refusal === undefined) return 0;
  expect(refusal).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
  return (refusal as { details: { retryAfterSeconds: number } }).details.retryAfterSeconds;
}

async function countFailures(): Promise<number> {
  return ledger.storage.reader.fork().count(SignInFailures);
}

async function countOrigins(): Promise<number> {
  return ledger.storage.reader.fork().count(KnownOrigin);
}

describe('Guessing from one address', () => {
  test('When passwords are wrong again and again, then each wait is twice the one before, up to the longest', async () => {
    for (let wrong = 0; wrong <= ONE_ORIGIN.free; wrong += 1) expect(await guess(VICTIM, HOME)).toBe(0);
    const waits: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      const seconds = await guess(VICTIM, HOME);
      waits.push(seconds);
      ledger.clock.advance(seconds * 1000);
      expect(await guess(VICTIM, HOME)).toBe(0);
    }
    expect(waits.slice(0, 5)).toEqual([30, 60, 120, 240, 480]);
    expect(Math.max(...waits)).toBe(ONE_ORIGIN.longestMs / 1000);
  });

  test('When one address has to wait for an account, then others need not, nor has it to for other accounts', async () => {
    while ((await guess(VICTIM, HOME)) === 0);
    expect(await guess(VICTIM, elsewhere(1))).toBe(0);
    expect(await guess('brian@example.com', HOME)).toBe(0);
  });

  test('When one address tries one account after the other, then it has to wait for all of them', async () => {
    for (let wrong = 0; wrong <= ONE_ADDRESS.free; wrong += 1)
      expect(await guess(`person${String(wrong)}@example.com`, HOME)).toBe(0);
    expect(await guess('person@example.com', HOME)).toBeGreaterThan(0);
    expect(await guess('person@example.com', elsewhere(1))).toBe(0);
  });

  test('When many guess at the same moment, then no more of them may than one after the other', async () => {
    const waits = await Promise.all(Array.from({ length: 40 }, async () => guess(VICTIM, HOME)));
    expect(waits.filter((seconds) => seconds === 0)).toHaveLength(ONE_ORIGIN.free + 1);
  });

  test('When two servers share the database, then they count together', async () => {
    const other = throttleOf(await ledger.twin());
    for (let wrong = 0; wrong <= ONE_ORIGIN.free; wrong += 1)
      expect(await guess(VICTIM, HOME, wrong % 2 === 0 ? throttle : other)).toBe(0);
    expect(await guess(VICTIM, HOME)).toBe(30);
    expect(await guess(VICTIM, HOME, other)).toBe(30);
  });

  test('When the owner signs in after some wrong passwords, then these are forgotten', async () => {
    for (let wrong = 1; wrong < ONE_ORIGIN.free; wrong += 1) await guess(VICTIM, HOME);
    await signIn(VICTIM, HOME);
    for (let wrong = 0; wrong <= ONE_ORIGIN.free; wrong += 1) expect(await guess(VICTIM, HOME)).toBe(0);
  });
});

describe('Guessing at one account from a thousand addresses', () => {
  test('When it goes on for a day, then no more guesses are made than the account has to bear', async () => {
    let guesses = 0;
    for (let second = 0, place = 0; second < DAY_MS / 1000; place = (place + 1) % 1000) {
      const seconds = await guess(VICTIM, elsewhere(place));
      if (seconds === 0) guesses += 1;
      ledger.clock.advance(seconds * 1000);
      second += seconds;
    }
    expect(guesses).toBeGreaterThan(ONE_ACCOUNT.free);
    const whileWaitsDouble = Math.ceil(Math.log2(ONE_ACCOUNT.longestMs / ONE_ACCOUNT.firstMs)) + 1;
    const inTheLongRun = DAY_MS / ONE_ACCOUNT.forgetMs;
    expect(guesses).toBeLessThanOrEqual(ONE_ACCOUNT.free + whileWaitsDouble + inTheLongRun);
  });

  test('When nobody has the account, then what is heard is the same', async () => {
    await signIn(VICTIM, HOME);
    for (const account of [VICTIM, 'nobody@example.com']) {
      const waits: number[] = [];
      for (let place = 0; place < 60; place += 1) waits.push(await guess(account, elsewhere(place)));
      expect(waits).toEqual(Array.from({ length: 60 }, (_, place) => (place <= ONE_ACCOUNT.free ? 0 : 1)));
    }
  });
});

describe('The owner of an account that others guess at', () => {
  test('When they use a device that has signed in before, then they get in from anywhere, even from the address of the guesses', async () => {
    const { token } = await signIn(VICTIM, HOME);
    for (let place = 0; place < 100; place += 1) await guess(VICTIM, elsewhere(place));
    while ((await guess(VICTIM, elsewhere(7))) === 0);

    expect(await guess(VICTIM, { ...elsewhere(7), device: token })).toBe(0);
    expect(await guess(VICTIM, { ...elsewhere(7), device: 'A'.repeat(43) })).toBeGreaterThan(0);
    expect(await guess('brian@example.com', { ...elsewhere(7), device: token })).toBe(0);
  });

  test('When they use an address that has signed in lately, then they get in, and a month later no more than anybody', async () => {
    await signIn(VICTIM, HOME);
    while ((await guess(VICTIM, elsewhere(1))) === 0);
    for (let place = 2; place < 100; place += 1) await guess(VICTIM, elsewhere(place));
    expect(await guess(VICTIM, elsewhere(101))).toBeGreaterThan(0);
    expect(await guess(VICTIM, HOME)).toBe(0);

    ledger.clock.advance(30 * DAY_MS);
    for (let place = 0; place < 100; place += 1) await guess(VICTIM, elsewhere(place));
    expect(await guess(VICTIM, HOME)).toBeGreaterThan(0);
  });

  test('When somebody else has got hold of the device, then they may not guess any faster than from one address', async () => {
    const device = (await signIn(VICTIM, HOME)).token;
    for (let wrong = 0; wrong <= ONE_ORIGIN.free; wrong += 1)
      expect(await guess(VICTIM, { ...elsewhere(wrong), device })).toBe(0);
    expect(await guess(VICTIM, { ...elsewhere(200), device })).toBe(30);
  });
});

describe('What is stored', () => {
  test('When somebody signs in, then neither the device, nor the address, nor the email can be read in it', async () => {
    const { token } = await signIn(VICTIM, HOME);
    await guess(VICTIM, HOME);
    const em = ledger.storage.reader.fork();
    const stored = JSON.stringify([await em.find(KnownOrigin, {}), await em.find(SignInFailures, {})]);
    for (const secret of [token, HOME.address, 'amina']) expect(stored).not.toContain(secret);
  });

  test('When a device signs in again, to whatever account, then it keeps what it was given; what it made up itself is not taken', async () => {
    const { token } = await signIn(VICTIM, HOME);
    expect((await signIn(VICTIM, { ...HOME, device: token })).token).toBe(token);
    expect((await signIn('brian@example.com', { ...HOME, device: token })).token).toBe(token);
    expect((await signIn(VICTIM, { ...HOME, device: 'A'.repeat(43) })).token).not.toBe('A'.repeat(43));
  });

  test('When failures are all forgotten, then housekeeping removes them, and devices and addresses in time', async () => {
    await signIn(VICTIM, HOME);
    await guess(VICTIM, elsewhere(1));
    await throttle.tidy();
    expect(await countFailures()).toBeGreaterThan(0);

    ledger.clock.advance(HOUR_MS);
    await throttle.tidy();
    expect(await countFailures()).toBe(0);
    expect(await countOrigins()).toBe(2);
    ledger.clock.advance(31 * DAY_MS);
    await throttle.tidy();
    expect(await countOrigins()).toBe(1);
    ledger.clock.advance(400 * DAY_MS);
    await throttle.tidy();
    expect(await countOrigins()).toBe(0);
  });

  test('When one account signs in from ever new devices and places, then only the last of them are known', async () => {
    for (let place = 0; place < 30; place += 1) {
      ledger.clock.advance(1000);
      await signIn(VICTIM, elsewhere(place));
    }
    expect(await countOrigins()).toBe(40);
  });
});
