import { describe, expect, test } from '@jest/globals';
import { parseText } from '../../../server/identity/access/text.js';

describe('a text from outside', () => {
  test('loses the blanks around it and keeps everything else, line breaks included', () => {
    expect(parseText('description', '  Wanjikũ’s école 👩‍👩‍👧\n2nd line\t', 280)).toBe(
      'Wanjikũ’s école 👩‍👩‍👧\n2nd line',
    );
  });

  test('counts characters, not halves of them', () => {
    expect(parseText('name', '😀'.repeat(80), 80)).toBe('😀'.repeat(80));
    expect(() => parseText('name', '😀'.repeat(81), 80)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', details: { field: 'name' } }),
    );
  });

  test.each(['a\ud800b', 'a\u0000b', 'a\u001b[31mb', 'a\u202eb', '\u0085'.padStart(2, 'a').concat('b')])(
    '%j is refused',
    (value) => {
      expect(() => parseText('name', value, 80)).toThrow(
        expect.objectContaining({ code: 'BAD_USER_INPUT', details: { field: 'name' } }),
      );
    },
  );
});
