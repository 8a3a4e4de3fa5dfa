import { expect, test } from '@jest/globals';
import { ERROR_CODES, ERROR_KINDS, FAULT } from '../../../server/errors/error-codes.js';
import { formatError } from '../../../server/graphql/engine/errors.js';
import { problemOf } from '../../../server/errors/problem.js';
import { isRetryable } from '../../../server/ledger/errors.js';
import { problemExample } from '../../../server/rest/openapi/responses.js';

test.each([...ERROR_CODES])('What %s says of a retry is what its flag says', (code) => {
  const { meaning } = ERROR_KINDS[code];
  const invites = /\bretry(ing)? (with|after)|a retry with|will be there after/i.test(meaning);

  expect([code, invites]).toEqual([code, isRetryable(code)]);
  expect(problemExample(code)).toMatchObject({ value: { code, retryable: isRetryable(code) } });
});

test('A fault says and flags the same in both APIs, and that a retry is safe', () => {
  const fault = new TypeError('secret');

  expect(formatError({ message: 'secret' }, fault)).toEqual({
    message: FAULT,
    extensions: { code: 'INTERNAL_SERVER_ERROR', retryable: true, details: {} },
  });
  expect(problemOf(fault, 'r')).toMatchObject({
    detail: FAULT,
    code: 'INTERNAL_SERVER_ERROR',
    retryable: true,
  });
  expect(FAULT).toMatch(/retrying with the same key is safe/i);
});
