import { expect, test } from '@jest/globals';
import { ActKeys } from '../../../../dashboard/src/shared/api/act-keys.js';

test('When an outcome is unknown, then the same request keeps its key and others have theirs', () => {
  const keys = makeKeys();
  expect(keys.keyOf(['void', 't1', 'A mistake'])).toBe('key-1');
  expect(keys.keyOf(['void', 't1', 'A mistake'])).toBe('key-1');
  expect(keys.keyOf(['void', 't1', 'Another reason'])).toBe('key-2');
  expect(keys.keyOf(['post', 't1'])).toBe('key-3');
});

test('When the outcome is known, then the next request of the kind has a key of its own', () => {
  const keys = makeKeys();
  keys.keyOf(['post', 't1']);
  keys.keyOf(['post', 't2']);
  keys.settle(['post', 't1']);
  expect(keys.keyOf(['post', 't1'])).toBe('key-3');
  expect(keys.keyOf(['post', 't2'])).toBe('key-2');
});

function makeKeys(): ActKeys {
  let made = 0;
  return new ActKeys(() => `key-${String((made += 1))}`);
}
