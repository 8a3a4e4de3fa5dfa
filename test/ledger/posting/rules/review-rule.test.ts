import { expect, test } from '@jest/globals';
import { expectBooksToBalance, walletRow } from '../../../support/books.js';
import { depositTo, withdrawFrom } from '../../../support/commands.js';
import { TestLedger } from '../../../support/ledger.js';

test('When a rule says from which amount on, then only withdrawals above it wait, in its currency alone', async () => {
  const t = await TestLedger.open();
  const operator = (await t.user({ role: 'OPERATOR' })).id;
  const wallet = await t.wallet({ balance: 1_000 });
  const statusOf = async (command: Parameters<TestLedger['ledger']['submit']>[0]) =>
    (await t.ledger.submit(command)).transaction.status;
  const yen = await t.wallet({ currency: 'JPY', balance: 1_000 });
  await t.ledger.setReviewRule({
    currency: 'KES',
    withdrawalsAbove: 300,
    operatorId: operator,
    reason: 'Fraud',
  });

  expect(await statusOf(withdrawFrom(wallet, 300))).toBe('POSTED');
  expect(await statusOf(withdrawFrom(wallet, 301))).toBe('PENDING');
  expect(await statusOf(depositTo(wallet, 5_000))).toBe('POSTED');
  expect(await statusOf(withdrawFrom(yen, 301))).toBe('POSTED');

  await t.ledger.setReviewRule({
    currency: 'KES',
    withdrawalsAbove: null,
    operatorId: operator,
    reason: 'Over',
  });
  expect(await statusOf(withdrawFrom(wallet, 301))).toBe('POSTED');
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 5_399, held: 301 });
  const { auditEvents } = await expectBooksToBalance(t.storage);
  expect(auditEvents.map(({ action, reason, details }) => [action, reason, details])).toEqual([
    ['REVIEW_RULE_SET', 'Fraud', expect.any(String)],
    ['REVIEW_RULE_SET', 'Over', expect.any(String)],
  ]);
  expect(auditEvents.map(({ details }) => JSON.parse(details ?? '') as unknown)).toEqual([
    { currency: 'KES', withdrawalsAbove: '3.00', before: null },
    { currency: 'KES', withdrawalsAbove: null, before: '3.00' },
  ]);
});
