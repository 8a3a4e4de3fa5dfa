import { expect, jest, test } from '@jest/globals';
import { TestLog } from '../support/log.js';
import { startApi } from '../support/started.js';

test('A fault is told by its request’s id alone, logged with its cause, and nothing is tried again', async () => {
  const log = new TestLog();
  const api = await startApi({}, { logger: log.logger });
  const user = await api.customer();
  const wallet = await user.wallet();
  const submit = jest
    .spyOn(api.app.services.ledger, 'submit')
    .mockRejectedValue(new TypeError('secret of /srv/nissmart'));

  for (const use of [1, 2]) {
    const answer = await user.post('/api/deposits', { walletId: wallet, amount: '1.00', currency: 'KES' });

    const requestId = answer.headers.get('x-request-id');
    expect(answer.status).toBe(500);
    expect(answer.body).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', requestId });
    expect(JSON.stringify(answer.body)).not.toContain('secret');
    expect(submit).toHaveBeenCalledTimes(use);
    expect(log.named('fault')).toHaveLength(use);
    expect(log.named('fault').at(-1)).toMatchObject({
      ...{ level: 'error', requestId, operationName: 'deposit' },
      err: { type: 'TypeError', message: 'secret of /srv/nissmart' },
    });
  }
});

test('A denial is written to the audit log by the name of the field', async () => {
  const api = await startApi();
  const user = await api.customer();
  expect((await user.get('/api/risk')).status).toBe(403);
  const events = await (await api.staff('OPERATOR')).get('/api/audit-events?action=ACCESS_DENIED');
  expect(events.list('data')).toMatchObject([{ details: { what: 'riskSummary', credential: 'SESSION' } }]);
});

test('The metrics count operations by type, field and code', async () => {
  const api = await startApi();
  const user = await api.customer();
  const wallet = await user.wallet({ balance: '5.00' });
  await user.get(`/api/wallets/${wallet}`);
  await user.get('/api/wallets/01900000-0000-7000-8000-000000000000');

  const text = String((await api.stranger.get('/metrics')).body);
  const name = 'nissmart_graphql_operation_duration_seconds_count';
  for (const labels of [
    'type="mutation",field="deposit",code="OK"',
    'type="query",field="wallet",code="OK"',
    'type="query",field="wallet",code="NOT_FOUND"',
  ])
    expect(text).toContain(`${name}{${labels}} 1\n`);
});
