import fc from 'fast-check';
import { name, note, seldom } from './texts.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** An index into whatever there is by then. */
const any = fc.nat(9_999);
/** In minor units: mostly what can be paid, sometimes too much, and sometimes so much that sums pass 2^53. */
const amount = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 4_000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 900_000 }) },
  { weight: 1, arbitrary: fc.constant(999_999_999_999_999) },
);
const texts = { reference: note, description: note };
/** By which door a command comes in. */
const door = fc.constantFrom('graphql', 'rest', 'ledger');
/** Few keys, so that two people use the same one, and one person uses one for two things. */
const key = seldom(fc.constantFrom('1', '2', '3', 'salary', 'rent-05', 'retry-7'), null, 12);

const movement = fc.record({
  do: fc.constantFrom('deposit', 'deposit', 'withdraw', 'transfer', 'transfer', 'own', 'toPerson'),
  wallet: any,
  to: any,
  amount,
  ...texts,
  key,
  door,
  /** Decision made at once; two of three waiting deposits or withdrawals get one. */
  settled: fc.constantFrom('post', 'post', null),
});

const batch = fc.record({
  do: fc.constant('batch'),
  mode: fc.constantFrom('ATOMIC', 'EACH'),
  wallet: any,
  items: fc.array(fc.record({ to: any, amount, ...texts }), { minLength: 1, maxLength: 5 }),
});

const decision = fc.record({
  do: fc.constantFrom('post', 'void', 'voidOwn', 'reverse', 'reverse'),
  transaction: any,
  key,
});
const walletStatus = fc.record({ do: fc.constantFrom('freeze', 'unfreeze', 'close'), wallet: any });
const userStatus = fc.record({ do: fc.constantFrom('suspend', 'reactivate'), user: any });
const again = fc.record({
  do: fc.constant('again'),
  command: any,
  otherAmount: fc.constantFrom(false, false, true),
});
const opening = fc.record({
  do: fc.constant('open'),
  user: any,
  currency: fc.constantFrom('KES', 'KES', 'JPY', 'KWD', 'USD'),
  name,
  key,
});
const token = fc.record({
  do: fc.constantFrom('makeToken', 'makeToken', 'revokeToken'),
  user: any,
  name,
  days: fc.integer({ min: 1, max: 90 }),
});
const rule = fc.record({
  do: fc.constant('rule'),
  currency: fc.constantFrom('KES', 'JPY', 'KWD'),
  above: seldom(fc.integer({ min: 0, max: 3_000 }), null, 1),
});
const registering = fc.record({ do: fc.constant('register'), name });
const wait = fc.record({
  do: fc.constant('wait'),
  milliseconds: fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 2 }) },
    { weight: 4, arbitrary: fc.integer({ min: 1_000, max: 3 * HOUR }) },
    { weight: 2, arbitrary: fc.integer({ min: DAY, max: 5 * DAY }) },
    { weight: 1, arbitrary: fc.integer({ min: 20 * DAY, max: 45 * DAY }) },
  ),
  /** To the border of an hour, where buckets begin. */
  toTheHour: fc.boolean(),
});
const job = fc.record({ do: fc.constant('expire') });

export const step = fc.noBias(
  fc.oneof(
    { weight: 40, arbitrary: movement },
    { weight: 5, arbitrary: batch },
    { weight: 7, arbitrary: decision },
    { weight: 4, arbitrary: walletStatus },
    { weight: 2, arbitrary: userStatus },
    { weight: 8, arbitrary: again },
    { weight: 2, arbitrary: opening },
    { weight: 4, arbitrary: token },
    { weight: 2, arbitrary: rule },
    { weight: 1, arbitrary: registering },
    { weight: 12, arbitrary: wait },
    { weight: 1, arbitrary: job },
  ),
);

type Of<Made> = Made extends fc.Arbitrary<infer Value> ? Value : never;
export type Step = Of<typeof step>;
export type Movement = Of<typeof movement>;
export type BatchStep = Of<typeof batch>;
export type Decision = Of<typeof decision>;
