import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { TestApi } from '../../support/api.js';
import { expectBooksToBalance } from '../../support/books.js';
import { TestLog } from '../../support/log.js';
import { startApi } from '../../support/started.js';

afterEach(() => {
  jest.restoreAllMocks();
});

const DEPOSIT = `mutation ($input: DepositInput!, $key: String!) {
  deposit(input: $input, idempotencyKey: $key) { replayed transaction { id entries { id } } }
}`;

/** Lets every read of requests fail as the disk would. */
function failReads(api: TestApi, code = 'SQLITE_IOERR_READ'): void {
  jest
    .spyOn(api.storage.reader.getConnection(), 'execute')
    .mockImplementation(async () => Promise.reject(Object.assign(new Error('disk I/O error'), { code })));
}

/** Lets reads fail from the moment on at which the ledger has stored something. */
function failReadsOnceStored(api: TestApi): void {
  const { ledger } = api.app.services;
  const submit = ledger.submit.bind(ledger);
  jest.spyOn(ledger, 'submit').mockImplementation(async (command) => {
    const outcome = await submit(command);
    failReads(api);
    return outcome;
  });
}

describe('A read that the disk fails', () => {
  test.each([
    'SQLITE_IOERR_READ',
    'SQLITE_CORRUPT',
    'SQLITE_CANTOPEN',
    'SQLITE_BUSY',
    'CONNECTION_LOST',
    '40001',
  ])('is UNAVAILABLE to those who only read (%s), and found in the log', async (code) => {
    const log = new TestLog();
    const api = await startApi({}, { logger: log.logger });
    const user = await api.customer();
    await user.wallet();
    const { sessions } = api.app.services;
    jest.spyOn(sessions, 'viewerOf').mockResolvedValue(await sessions.viewerOf(user.token));
    failReads(api, code);

    const graphql = await user.graphql('{ wallets { nodes { id } } }');
    const rest = await user.get('/api/wallets');

    expect(graphql.at('errors.0')).toMatchObject({ extensions: { code: 'UNAVAILABLE', retryable: true } });
    expect([rest.status, rest.at('code'), rest.at('retryable')]).toEqual([503, 'UNAVAILABLE', true]);
    expect(JSON.stringify([graphql.body, rest.body])).not.toContain('disk I/O');
    expect(log.named('fault').map(({ err }) => err)).toEqual([
      expect.objectContaining({ message: 'disk I/O error' }),
      expect.objectContaining({ message: 'disk I/O error' }),
    ]);
  });

  test('is UNAVAILABLE where it was to tell who is there, and found in the log', async () => {
    const log = new TestLog();
    const api = await startApi({}, { logger: log.logger });
    const user = await api.customer();
    failReads(api);

    const graphql = await user.graphql('{ me { id } }');
    const rest = await user.get('/api/me');

    expect([graphql.status, graphql.at('errors.0.extensions.code')]).toEqual([503, 'UNAVAILABLE']);
    expect([rest.status, rest.at('code')]).toEqual([503, 'UNAVAILABLE']);
    expect(log.named('fault')).toHaveLength(2);
  });

  test('is OUTCOME_UNKNOWN after something was stored, and a retry with the same key learns it', async () => {
    const api = await startApi();
    const user = await api.customer();
    const walletId = await user.wallet();
    const variables = { input: { walletId, amount: '1.00', currency: 'KES' }, key: 'once' };
    failReadsOnceStored(api);

    const graphql = await user.graphql(DEPOSIT, variables);
    jest.restoreAllMocks();
    failReadsOnceStored(api);
    const rest = await user.deposit(walletId, '1.00', { key: 'once' });
    jest.restoreAllMocks();
    const again = await user.graphql(DEPOSIT, variables);

    const UNKNOWN = { code: 'OUTCOME_UNKNOWN', retryable: true };
    expect(graphql.at('errors.0.extensions')).toMatchObject(UNKNOWN);
    expect(rest.body).toMatchObject({ ...UNKNOWN, status: 503 });
    expect(again.at('data.deposit.replayed')).toBe(true);
    expect((await expectBooksToBalance(api.storage)).transactions).toHaveLength(1);
  });
});
