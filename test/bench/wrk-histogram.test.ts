import { expect, test } from '@jest/globals';
import { uncorrected } from '../../bench/http/wrk-histogram.js';

test('Takes out the answers that wrk makes up behind slow ones, and leaves the true ones', () => {
  // 64 answers over 8 connections in 8 000 µs: 1 000 µs each on average. Slow is whatever took more than twice that, and
  // brings one made-up answer with it for every 1 000 µs less, down to the average.
  const printed: [number, number][] = [
    [400, 57],
    [1300, 5],
    [1500, 2],
    [2300, 2],
    [2500, 2],
    [3300, 1],
    [3500, 2],
    [4300, 1],
    [5300, 1],
  ];
  // One made up of 1 300 comes from 2 300, and one each of 1 300, 2 300, 3 300 and 4 300 from 5 300; two each of 1 500 and
  // 2 500 come from 3 500.
  expect(uncorrected(printed, 8000, 64, 8)).toEqual([
    [400, 57],
    [1300, 3],
    [2300, 1],
    [3500, 2],
    [5300, 1],
  ]);
});

test('Leaves everything as it is where there are fewer answers than connections', () => {
  expect(uncorrected([[90_000, 3]], 100_000, 3, 8)).toEqual([[90_000, 3]]);
});
