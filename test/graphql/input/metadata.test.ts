import { describe, expect, test } from '@jest/globals';
import { parseMetadata } from '../../../server/graphql/input/metadata.js';
import type { JsonValue } from '../../../server/ledger/model/transaction.js';

function nested(levels: number): { readonly inner: JsonValue } {
  let value: JsonValue = 'core';
  for (let level = 1; level < levels; level += 1) value = { inner: value };
  return { inner: value };
}

describe('metadata', () => {
  test('ten levels are taken as they are', () => {
    expect(parseMetadata(nested(10))).toEqual(nested(10));
  });

  test.each([11, 100_000])('%i levels are refused before they can exhaust the stack', (levels) => {
    expect(() => parseMetadata(nested(levels))).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', details: { field: 'metadata' } }),
    );
  });

  test('4 000 bytes of JSON are taken, one more is refused', () => {
    const withLength = (bytes: number) => ({ note: 'x'.repeat(bytes - '{"note":""}'.length) });
    expect(parseMetadata(withLength(4_000))).toEqual(withLength(4_000));
    expect(() => parseMetadata(withLength(4_001))).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    );
  });

  test.each([
    { note: '\ud800' },
    { '\ud800': 1 },
    { list: [{ deep: 'x\udfff' }] },
    { a: Infinity },
    { a: '\u0000' },
  ])('what cannot be stored is refused in %j', (value) => {
    expect(() => parseMetadata(value)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  test('none is null', () => {
    expect(parseMetadata(undefined)).toBeNull();
    expect(parseMetadata(null)).toBeNull();
  });
});
