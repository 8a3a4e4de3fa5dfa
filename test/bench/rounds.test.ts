import { describe, expect, test } from '@jest/globals';
import type { Contestant, Line, Sample } from '../../bench/benchmark.js';
import { P50, RATE } from '../../bench/figures.js';
import { readLine, runRounds } from '../../bench/rounds.js';

function sample(perSecond: number, latenciesMs: number[] = []): Sample {
  return { operations: perSecond * 2, seconds: 2, cpuSeconds: 1, latenciesMs };
}

function contestant(name: string, turns: string[], once = false): Contestant {
  return {
    name,
    once,
    async run() {
      turns.push(name);
      return Promise.resolve(sample(turns.length));
    },
  };
}

const line: Line = { name: 'a', what: 'a', contestant: 'a', figure: RATE };

describe('Rounds', () => {
  test('let contestants take turns in both orders, and count none that warms up', async () => {
    const turns: string[] = [];
    const samples = await runRounds([contestant('a', turns), contestant('b', turns)], 2, () => undefined);
    expect(turns.join('')).toBe('abbaab');
    expect(samples.get('a')?.map(({ operations }) => operations / 2)).toEqual([4, 5]);
  });

  test('run what cannot be repeated once', async () => {
    const turns: string[] = [];
    const samples = await runRounds([contestant('a', turns, true)], 3, () => undefined);
    expect(turns).toEqual(['a']);
    expect(samples.get('a')).toHaveLength(1);
  });
});

describe('A line', () => {
  test('divides within each round, so that a slow round changes no ratio', () => {
    const samples = new Map([
      ['a', [sample(50), sample(5), sample(60)]],
      ['b', [sample(100), sample(10), sample(100)]],
    ]);
    const beside = { contestant: 'b', figure: RATE, by: 'ratio', label: 'b' } as const;
    const reading = readLine({ ...line, beside, target: { atLeast: 0.5 } }, samples);
    expect(reading.figure).toEqual({ median: 50, lowest: 5, highest: 60 });
    expect(reading.beside).toEqual({ median: 0.5, lowest: 0.5, highest: 0.6 });
    expect(reading.met).toBe(true);
  });

  test('says what is missing to its target', () => {
    const samples = new Map([
      ['a', [sample(1, [3, 4, 5])]],
      ['b', [sample(1, [1, 2, 3])]],
    ]);
    const beside = { contestant: 'b', figure: P50, by: 'difference', label: 'b' } as const;
    const reading = readLine({ ...line, figure: P50, beside, target: { atMost: 1.5 } }, samples);
    expect(reading.beside?.median).toBe(2);
    expect(reading.met).toBe(false);
  });

  test('has met nothing when it was not measured', () => {
    expect(readLine({ ...line, target: { atLeast: 1 } }, new Map()).met).toBe(false);
    expect(readLine(line, new Map()).met).toBeUndefined();
  });
});
