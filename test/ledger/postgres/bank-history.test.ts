import { expect, test } from '@jest/globals';
import { problemsIn, readHistory, type Line } from './bank-history.js';

const MOVED = { from: 'a', to: 'b', amount: 5 };
const SENT: Line = { what: 'sent', key: 'one', ...MOVED };
const UNKNOWN: Line = { what: 'answered', key: 'one', code: 'OUTCOME_UNKNOWN', replayed: false };
const NOTHING: Line = { ...UNKNOWN, code: 'UNAVAILABLE' };
const MADE: Line = { what: 'answered', key: 'one', code: 'OK', id: 'x', replayed: false };
const TOLD: Line = { ...MADE, replayed: true };
const STORED: Line = { what: 'stored', key: 'one', id: 'x', ...MOVED };
const SEEN: Line = { what: 'seen', sum: 20, below: 0 };
const A: Line = { what: 'balance', wallet: 'a', first: 10, last: 5 };
const B: Line = { what: 'balance', wallet: 'b', first: 10, last: 15 };
const END = [STORED, SEEN, A, B];

test('Finds nothing where each transfer was made once or refused', () => {
  expect(problemsIn([SENT, MADE, ...END])).toEqual([]);
  expect(problemsIn([SENT, NOTHING, SENT, UNKNOWN, SENT, TOLD, ...END])).toEqual([]);
  const refused: Line = { ...UNKNOWN, key: 'two', code: 'INSUFFICIENT_FUNDS' };
  expect(problemsIn([SENT, MADE, { ...SENT, key: 'two' }, refused, ...END])).toEqual([]);
});

test.each([
  ['an answer whose transfer is not there', [SENT, MADE, SEEN, { ...A, last: 10 }, { ...B, last: 10 }]],
  ['a transfer that is there twice', [SENT, MADE, STORED, ...END]],
  ['a transfer that was refused and is there', [SENT, { ...UNKNOWN, code: 'INSUFFICIENT_FUNDS' }, ...END]],
  ['a transfer that nobody has sent', [SENT, MADE, { ...STORED, key: 'two', id: 'y' }, ...END]],
  [
    'a transfer of another amount',
    [SENT, MADE, { ...STORED, amount: 6 }, SEEN, { ...A, last: 4 }, { ...B, last: 16 }],
  ],
  ['a transfer that was never decided', [SENT, UNKNOWN, ...END]],
  ['two decisions', [SENT, UNKNOWN, SENT, { ...TOLD, code: 'INSUFFICIENT_FUNDS' }, SENT, TOLD, ...END]],
  ['two transactions for one key', [SENT, UNKNOWN, SENT, { ...TOLD, id: 'y' }, ...END]],
  ['a transfer that had happened after "nothing happened"', [SENT, NOTHING, SENT, TOLD, ...END]],
  [
    'one transaction for two keys',
    [SENT, MADE, { ...SENT, key: 'two' }, { ...MADE, key: 'two' }, { ...STORED, key: 'two' }, ...END],
  ],
  ['a balance that entries do not make', [SENT, MADE, STORED, SEEN, A, { ...B, last: 14 }]],
  ['a snapshot with another sum', [SENT, MADE, ...END, { ...SEEN, sum: 15 }]],
  ['a snapshot with a balance below zero', [SENT, MADE, ...END, { ...SEEN, below: 1 }]],
] satisfies [string, Line[]][])('Finds %s', (_what, history: Line[]) => {
  expect(problemsIn(history)).not.toEqual([]);
});

const kept = process.env.NISSMART_BANK_CHECK;
if (kept !== undefined) {
  test('A history that a run has kept contradicts nothing', () => {
    const history = readHistory(kept);
    expect(history.some(({ what }) => what === 'stored')).toBe(true);
    expect(problemsIn(history)).toEqual([]);
  });
}
