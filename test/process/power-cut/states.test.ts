import { expect, test } from '@jest/globals';
import { statesOf } from './states.js';
import type { Step } from './trace.js';

function write(text: string, offset: number): Step {
  return { kind: 'write', file: 1, offset, bytes: Buffer.from(text) };
}

const STEPS: readonly Step[] = [
  { kind: 'name', path: 'a', file: 1 },
  { kind: 'flushNames', folder: '.', covers: 1 },
  write('1', 0),
  write('2', 1),
  write('3', 2),
  { kind: 'say', text: 'done' },
];

/** Texts of the file in all states, in their order, those after the answer in brackets. */
function textsOf(steps: readonly Step[]): string[] {
  return [...statesOf(steps, 'seed', 1)].map((state) => {
    const text = state.files.get('a')?.toString() ?? 'none';
    return state.steps === steps.length ? `[${text}]` : text;
  });
}

test('Every state of a few writes is found, each once before the answer and once after it, and first what is certain after an answer', () => {
  const texts = textsOf(STEPS);
  expect(texts.slice(0, 2)).toEqual(['[]', '[123]']);
  expect(new Set(texts).size).toBe(texts.length);
  const all = ['', '1', '12', '123', '1\0' + '3', '\0' + '2', '\0' + '23', '\0\0' + '3'].map(
    (text) => `[${text}]`,
  );
  expect(texts).toEqual(expect.arrayContaining([...all, '', '1', '12', '123']));
});

test('Nothing is lost of what was flushed before', () => {
  const flushed: Step[] = [...STEPS.slice(0, 4), { kind: 'flush', file: 1, covers: 4 }, ...STEPS.slice(4)];
  const after = [...statesOf(flushed, 'seed', 1)].filter(({ steps }) => steps > 4);
  expect(after.map(({ files }) => files.get('a')?.toString().slice(0, 2))).toEqual(after.map(() => '12'));
  expect(after.length).toBeGreaterThanOrEqual(2);
});

test('What is lost is found again after each answer, because more was promised then', () => {
  const steps: Step[] = [
    ...STEPS.slice(0, 2),
    write('1', 0),
    { kind: 'say', text: '' },
    { kind: 'say', text: '' },
  ];
  const empty = [...statesOf(steps, 'seed', 1)].filter(({ files }) => files.get('a')?.length === 0);
  expect(empty.map((state) => state.steps)).toEqual(expect.arrayContaining([4, 5]));
});

test('The same seed gives the same states', () => {
  expect(textsOf(STEPS)).toEqual(textsOf(STEPS));
});
