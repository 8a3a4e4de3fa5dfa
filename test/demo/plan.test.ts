import { describe, expect, test } from '@jest/globals';
import { CAST } from '../../server/demo/cast.js';
import { countryOf, emailOf } from '../../server/demo/person.js';
import { planDemo, type Move } from '../../server/demo/plan.js';
import { exponentOf } from '../../server/ledger/money/currencies.js';

const DAY_MS = 24 * 60 * 60 * 1000;

function storyUntil(until: string): { start: Date; until: Date; moves: Move[] } {
  const end = new Date(until);
  const start = new Date((Math.floor(end.getTime() / DAY_MS) - 183) * DAY_MS);
  // Moves that people make by themselves; the script has its own hours.
  const moves = planDemo(start, end).filter(
    (step) => step.act === 'move' && step.intent.key === undefined,
  ) as Move[];
  return { start, until: end, moves };
}

test('When the cast is looked at, then it has as many people and currencies as a dashboard needs, and no email twice', () => {
  expect(CAST.length).toBeGreaterThanOrEqual(24);
  expect(new Set(CAST.map(emailOf)).size).toBe(CAST.length);
  const currencies = [...new Set(CAST.map((person) => countryOf(person).currency))];
  expect(currencies.length).toBeGreaterThanOrEqual(4);
  expect(currencies.filter((currency) => exponentOf(currency) === 0)).toEqual(['UGX', 'RWF']);
});

test('When a plan ends later, then it begins in the same way, and what is scripted says the same', () => {
  const start = new Date('2026-03-01');
  const [short, long] = ['2026-05-10T11:22:33Z', '2026-06-20T01:00:00Z'].map((until) => {
    const steps = planDemo(start, new Date(until));
    const scripted = steps.flatMap((step) =>
      step.act === 'move' && step.intent.key !== undefined ? step : [],
    );
    const lived = steps.slice(0, -1).filter((step) => !scripted.includes(step as Move));
    return { lived, scripted: scripted.map(({ key, amount, intent }) => [key, amount, intent.movement]) };
  });
  const { length } = short?.lived ?? [];
  expect(length).toBeGreaterThan(500);
  expect(JSON.stringify(long?.lived.slice(0, length))).toBe(JSON.stringify(short?.lived));
  expect(short?.scripted.length).toBeGreaterThan(3);
  expect(long?.scripted).toEqual(expect.arrayContaining(short?.scripted ?? ['some']));
});

test('When the script is looked at, then no two things in it have one key', () => {
  const steps = planDemo(new Date('2026-03-01'), new Date('2026-08-31'));
  const keys = steps.flatMap((step) =>
    step.act === 'operate' || (step.act === 'move' && step.intent.key !== undefined) ? step.key : [],
  );
  expect(keys.length).toBeGreaterThan(20);
  expect(new Set(keys).size).toBe(keys.length);
});

// Any day may be the present: in the middle of a month, on a leap day, when the clocks change, on New Year's Day.
describe.each([
  '2026-11-22T12:00:00Z',
  '2028-02-29T23:59:59Z',
  '2027-03-28T01:30:00Z',
  '2027-01-01T00:00:00Z',
  '2026-07-31T06:00:00Z',
])('a plan that ends at %s', (moment) => {
  const { start, until, moves } = storyUntil(moment);

  test('tells six months in the order of time, and nothing that has not happened yet', () => {
    const times = moves.map(({ at }) => at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeLessThan(start.getTime() + 3 * DAY_MS);
    expect(times.at(-1)).toBeLessThan(until.getTime());
    expect(times.at(-1)).toBeGreaterThan(until.getTime() - DAY_MS);
  });

  test('has enough to look at, and grows', () => {
    expect(moves.length).toBeGreaterThan(3_000);
    expect(moves.length).toBeLessThan(6_000);
    const thirds = Map.groupBy(moves, ({ at }) =>
      Math.floor((at.getTime() - start.getTime()) / (61 * DAY_MS)),
    );
    const counts = [0, 1, 2].map((third) => thirds.get(third)?.length ?? 0);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  });

  test('has everything that people do, and a few mistakes', () => {
    const kinds = Map.groupBy(moves, ({ intent }) => intent.movement.kind);
    for (const kind of ['deposit', 'withdraw', 'save', 'send']) {
      expect({ kind, many: (kinds.get(kind as 'deposit')?.length ?? 0) > 200 }).toEqual({ kind, many: true });
    }
    const mistakes = moves.filter(({ intent }) => intent.mistake);
    expect(mistakes.length / moves.length).toBeGreaterThan(0.01);
    expect(mistakes.length / moves.length).toBeLessThan(0.04);
  });

  test('lets people sleep at night and be paid at the end of the month', () => {
    const hours = moves.slice(0, -1).map(({ at, intent }) => {
      return (at.getUTCHours() + countryOf(intent.person).utcOffsetHours + 24) % 24;
    });
    // Money that is put aside after a late pay day may follow it past midnight by some minutes.
    expect(hours.filter((hour) => hour >= 1 && hour < 5)).toEqual([]);
    const payDays = moves
      .filter(({ intent }) => intent.description.startsWith('Salary savings'))
      .map(({ at }) => at.getUTCDate());
    expect(payDays.length).toBeGreaterThan(20);
    expect(payDays.filter((day) => day > 1 && day < 25)).toEqual([]);
  });
});
