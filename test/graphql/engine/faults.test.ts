import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { LedgerError } from '../../../server/ledger/errors.js';
import { Transaction } from '../../../server/ledger/model/transaction.js';
import { TestLog } from '../../support/log.js';
import { startApi } from '../../support/started.js';
import { FAULT } from '../../../server/errors/error-codes.js';

afterEach(() => {
  jest.restoreAllMocks();
});

/** All that a client hears of a fault. */
const MASKED = { message: FAULT };

describe('A fault of ours', () => {
  test('in a resolver is masked, and found in the log by its request id', async () => {
    const log = new TestLog();
    const api = await startApi({}, { logger: log.logger });
    const user = await api.customer();
    jest
      .spyOn(api.app.services.ledger, 'openWallet')
      .mockRejectedValue(new TypeError('secret of /srv/nissmart'));

    const answer = await user.graphql(
      'mutation Open { createWallet(input: { name: "A", currency: KES }) { id } }',
    );

    const requestId = answer.headers.get('x-request-id');
    expect(answer.body).toEqual({
      data: null,
      errors: [
        {
          ...MASKED,
          locations: expect.any(Array),
          path: ['createWallet'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', retryable: true, details: {}, requestId },
        },
      ],
    });
    expect(log.named('fault')).toEqual([
      expect.objectContaining({
        level: 'error',
        requestId,
        operationName: 'Open',
        err: { type: 'TypeError', message: 'secret of /srv/nissmart', stack: expect.any(String) },
      }),
    ]);
  });

  test('behind a refusal is not told to the client, and found in the log', async () => {
    const log = new TestLog();
    const api = await startApi({}, { logger: log.logger });
    const user = await api.customer();
    const refusal = new LedgerError('UNAVAILABLE', 'The database cannot be opened; nothing happened');
    const cause = new Error('too many open files');
    jest.spyOn(api.app.services.ledger, 'openWallet').mockRejectedValue(Object.assign(refusal, { cause }));

    const answer = await user.graphql(
      'mutation { createWallet(input: { name: "A", currency: KES }) { id } }',
    );

    expect(answer.at('errors.0.extensions.code')).toBe('UNAVAILABLE');
    expect(JSON.stringify(answer.body)).not.toContain('open files');
    expect(log.named('fault')).toEqual([
      expect.objectContaining({
        requestId: answer.headers.get('x-request-id'),
        err: expect.objectContaining({ cause: expect.objectContaining({ message: 'too many open files' }) }),
      }),
    ]);
  });

  test.each(['createdAt', 'status'])(
    'in the data is masked as well: %s is not what the schema says',
    async (field) => {
      const log = new TestLog();
      const api = await startApi({}, { logger: log.logger });
      const user = await api.customer();
      jest.spyOn(api.app.services.ledger, 'submit').mockImplementation(async () => {
        const transaction = Object.assign(new Transaction(), { id: 'x', status: 'LOST' });
        return Promise.resolve({ transaction, replayed: false });
      });

      const answer = await user.graphql(
        `mutation {
        deposit(input: { walletId: "1", amount: "1", currency: KES }, idempotencyKey: "k") { transaction { id ${field} } }
      }`,
      );

      expect(answer.at('data')).toBeNull();
      expect(answer.at('errors.0')).toMatchObject({
        ...MASKED,
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      });
      expect(JSON.stringify(answer.body)).not.toMatch(/LOST|Cannot return null/);
      expect(log.named('fault').length).toBeGreaterThan(0);
    },
  );

  test('in asking who is there is masked, logged, and shaped as the API expects', async () => {
    const log = new TestLog();
    const api = await startApi({}, { logger: log.logger });
    const user = await api.customer();
    jest.spyOn(api.app.services.sessions, 'viewerOf').mockRejectedValue(new Error('secret of the database'));

    const graphql = await user.graphql('{ me { id } }');
    const rest = await user.get('/api/me');

    expect(graphql.status).toBe(500);
    expect(graphql.body).toMatchObject({
      errors: [
        { extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: graphql.headers.get('x-request-id') } },
      ],
    });
    expect(rest.status).toBe(500);
    expect(rest.body).toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
      requestId: rest.headers.get('x-request-id'),
    });
    expect(JSON.stringify([graphql.body, rest.body])).not.toContain('secret');
    expect(log.named('fault').map(({ requestId }) => requestId)).toEqual([
      graphql.headers.get('x-request-id'),
      rest.headers.get('x-request-id'),
    ]);
  });

  test('is not what the ledger says of itself: clients hear that in full, and the log nothing', async () => {
    const log = new TestLog();
    const api = await startApi({}, { logger: log.logger });
    const user = await api.customer();
    jest
      .spyOn(api.app.services.ledger, 'openWallet')
      .mockRejectedValue(new LedgerError('UNAVAILABLE', 'The database is busy; nothing happened'));

    const answer = await user.graphql(
      'mutation { createWallet(input: { name: "A", currency: KES }) { id } }',
    );

    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect(answer.at('errors.0')).toMatchObject({
      message: 'The database is busy; nothing happened',
      extensions: { code: 'UNAVAILABLE', retryable: true, details: {} },
    });
    expect(log.named('fault')).toEqual([]);
  });
});
