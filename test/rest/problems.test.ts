import { describe, expect, jest, test } from '@jest/globals';
import { ERROR_KINDS, isErrorCode } from '../../server/errors/error-codes.js';
import { problemOf, problemOfGraphql, RequestError } from '../../server/errors/problem.js';
import { AccessError } from '../../server/identity/model/errors.js';
import { LedgerError } from '../../server/ledger/errors.js';
import { useApi } from '../support/api.js';
import { expectBooksToBalance } from '../support/books.js';

/** Statuses as the contract lists them. */
const STATUSES = {
  BAD_USER_INPUT: 400,
  IDEMPOTENCY_KEY_MISSING: 400,
  IDEMPOTENCY_KEY_INVALID: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  CONFIRMATION_REQUIRED: 403,
  SECOND_FACTOR_REQUIRED: 401,
  FEATURE_OFF: 501,
  DOCUMENT_NOT_TRUSTED: 403,
  NOT_FOUND: 404,
  ALREADY_SENT: 409,
  NOT_READY: 409,
  EMAIL_TAKEN: 409,
  INVALID_STATE: 409,
  PAYLOAD_TOO_LARGE: 413,
  INVALID_AMOUNT: 422,
  CURRENCY_MISMATCH: 422,
  SAME_WALLET: 422,
  INSUFFICIENT_FUNDS: 422,
  WALLET_FROZEN: 422,
  WALLET_LOCKED: 422,
  WALLET_CLOSED: 422,
  BALANCE_LIMIT: 422,
  IDEMPOTENCY_KEY_REUSED: 422,
  RATE_LIMITED: 429,
  INTERNAL_SERVER_ERROR: 500,
  UNAVAILABLE: 503,
  OUTCOME_UNKNOWN: 503,
};

describe('A problem', () => {
  test('has the status of its code', () => {
    const statuses = Object.entries(ERROR_KINDS).map(([code, { status }]) => [code, status]);
    expect(Object.fromEntries(statuses)).toEqual(STATUSES);
    for (const [code, status] of Object.entries(STATUSES)) {
      if (!isErrorCode(code) || code === 'INTERNAL_SERVER_ERROR') continue;
      expect(problemOf(new RequestError(code, 'Why'), 'r')).toMatchObject({ code, status, detail: 'Why' });
      expect(problemOfGraphql({ message: 'Why', extensions: { code } }, 'r')).toMatchObject({ code, status });
    }
  });

  test('is about the status alone when that is not the one of its code', () => {
    expect(problemOf(new RequestError('BAD_USER_INPUT', 'Why', {}, 415), 'r')).toEqual({
      type: 'about:blank',
      title: 'Unsupported Media Type',
      status: 415,
      detail: 'Why',
      code: 'BAD_USER_INPUT',
      retryable: false,
      details: {},
    });
  });

  test.each([
    [400, 'BAD_USER_INPUT', false],
    [404, 'NOT_FOUND', false],
    [413, 'PAYLOAD_TOO_LARGE', false],
    [414, 'BAD_USER_INPUT', false],
    [429, 'RATE_LIMITED', true],
    [503, 'UNAVAILABLE', true],
  ])('is made of an error of the framework with the status %d', (statusCode, code, retryable) => {
    const error = Object.assign(new Error('Why'), { statusCode });
    expect(problemOf(error, 'r')).toMatchObject({ status: statusCode, code, retryable, detail: 'Why' });
  });

  test.each([
    ['an exception', new Error('select * from users')],
    [
      'an exception with a status of ours',
      Object.assign(new Error('select * from users'), { statusCode: 500 }),
    ],
    ['something else that was thrown', 'select * from users'],
    ['nothing', undefined],
  ])('tells of %s no more than where to find it in the log', (_what, error) => {
    const problem = problemOf(error, 'request-1');
    expect(problem).toMatchObject({
      status: 500,
      code: 'INTERNAL_SERVER_ERROR',
      requestId: 'request-1',
      details: {},
    });
    expect(JSON.stringify(problem)).not.toContain('select');
  });

  test('of a document of ours that the schema does not understand is a fault', () => {
    const error = { message: 'Cannot query field "x"', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } };
    expect(problemOfGraphql(error, 'request-1')).toMatchObject({ status: 500, requestId: 'request-1' });
  });
});

describe('When the ledger fails,', () => {
  const api = useApi();

  test.each([
    ['Busy', new LedgerError('UNAVAILABLE', 'Busy'), 503, true, '1'],
    ['Who knows', new LedgerError('OUTCOME_UNKNOWN', 'Who knows'), 503, true, '5'],
    ['Slowly', new AccessError('RATE_LIMITED', 'Slowly', { retryAfterSeconds: 7 }), 429, true, '7'],
  ])(
    'with "%s", then the client is told when to retry',
    async (_message, error, status, retryable, retryAfter) => {
      const amina = await api.customer();
      const wallet = await amina.wallet();
      const submit = jest.spyOn(api.app.services.ledger, 'submit').mockRejectedValueOnce(error);

      const answer = await amina.deposit(wallet, '1.00');
      submit.mockRestore();

      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({ code: error.code, retryable });
      expect(answer.headers.get('retry-after')).toBe(retryAfter);
    },
  );

  test('with a fault, then the client learns nothing but a request id, and can retry with its key', async () => {
    const amina = await api.customer();
    const wallet = await amina.wallet();
    const submit = jest
      .spyOn(api.app.services.ledger, 'submit')
      .mockRejectedValueOnce(new Error('/var/db: disk'));

    const failed = await amina.deposit(wallet, '1.00', { key: 'again' });
    submit.mockRestore();
    const retried = await amina.deposit(wallet, '1.00', { key: 'again' });

    expect(failed.status).toBe(500);
    expect(failed.body).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', retryable: true, details: {} });
    expect(failed.text('requestId')).toBe(failed.headers.get('x-request-id'));
    expect(JSON.stringify(failed.body)).not.toContain('disk');
    expect(retried.status).toBe(201);
    await expectBooksToBalance(api.storage);
  });
});
