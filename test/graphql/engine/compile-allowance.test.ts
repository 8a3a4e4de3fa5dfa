import { expect, test } from '@jest/globals';
import { Kind, parse } from 'graphql';
import {
  COMPILED_A_MINUTE_MAX,
  COMPILED_FIELDS_MAX,
  CompileAllowance,
} from '../../../server/graphql/engine/compile-allowance.js';

/** A document and its operation; another one each time. */
function operationOf(text: string) {
  const document = parse(text);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The first definition is the operation');
  return [document, operation] as const;
}

function fields(count: number): string {
  return Array.from({ length: count }, (_, index) => `f${String(index)}: id`).join(' ');
}

test('An operation that comes once is not compiled, one that comes again is', () => {
  const allowance = new CompileAllowance();
  const once = operationOf('{ a }');
  const again = operationOf('{ b }');
  expect([allowance.take(...once), allowance.take(...again), allowance.take(...again)]).toEqual([
    false,
    false,
    true,
  ]);
});

test('Fragments count wherever they are spread, and an operation with too many fields is never compiled', () => {
  const allowance = new CompileAllowance();
  const half = COMPILED_FIELDS_MAX / 2;
  const uses = (text: string) => {
    const operation = operationOf(text);
    return [1, 2, 3].map(() => allowance.take(...operation));
  };
  expect(uses(`{ ${fields(COMPILED_FIELDS_MAX)} }`)).toEqual([false, true, true]);
  expect(uses(`{ ${fields(COMPILED_FIELDS_MAX + 1)} }`)).toEqual([false, false, false]);
  expect(uses(`{ a { ...F } b { ...F } } fragment F on T { ${fields(half)} }`)).toEqual([
    false,
    false,
    false,
  ]);
});

test('No more operations are compiled in a minute than the limit, and the next minute allows as many again', () => {
  let now = 5_000;
  const allowance = new CompileAllowance(() => now);
  const compiledOf = (count: number) => {
    const operations = Array.from({ length: count }, () => operationOf('{ a }'));
    for (const operation of operations) allowance.take(...operation);
    return operations.filter((operation) => allowance.take(...operation)).length;
  };
  expect(compiledOf(COMPILED_A_MINUTE_MAX + 20)).toBe(COMPILED_A_MINUTE_MAX);
  now += 59_999;
  expect(compiledOf(1)).toBe(0);
  now += 1;
  expect(compiledOf(COMPILED_A_MINUTE_MAX + 20)).toBe(COMPILED_A_MINUTE_MAX);
});
