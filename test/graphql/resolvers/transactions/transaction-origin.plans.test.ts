import { expect, test } from '@jest/globals';
import { useApi } from '../../../support/api.js';
import { plansOf } from '../../../support/plans.js';

const api = useApi();

test('Who made the transactions of a page, and why they were voided, is looked up for each and not searched for', async () => {
  const amina = await api.customer();
  const wallet = await amina.wallet();
  for (const amount of ['1.00', '2.00', '3.00']) await amina.deposit(wallet, amount);
  const analyst = await api.staff('ANALYST');
  const plans = await plansOf(api.storage, async () => {
    const answer = await analyst.graphql(
      '{ transactions(first: 3) { nodes { initiatedBy { id displayName } idempotencyKey voidReason } } }',
    );
    expect(answer.list('data.transactions.nodes')).toHaveLength(3);
  });
  const steps = plans.flat();
  expect(steps).toContainEqual(expect.stringMatching(/^SEARCH r\b/));
  expect(steps.filter((step) => /^SCAN (r|i|audit_events)\b/.test(step))).toEqual([]);
});
