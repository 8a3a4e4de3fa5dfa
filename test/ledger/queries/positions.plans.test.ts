import { describe, expect, test } from '@jest/globals';
import { balancesBefore } from '../../../server/ledger/queries/positions.js';
import { monthlyFlowsOf } from '../../../server/reports/wallets/monthly-flows.js';
import { TestLedger } from '../../support/ledger.js';
import { plansOf } from '../../support/plans.js';

describe('The cost of the past', () => {
  test('When the balances of a hundred wallets at fifty moments are read, then it is by one statement that looks each of them up in the index', async () => {
    const t = await TestLedger.open();
    const owner = await t.user();
    const ids = await Promise.all(Array.from({ length: 100 }, async () => (await t.wallet({ owner })).id));
    const moments = Array.from({ length: 50 }, (_, day) => new Date(t.clock.now().getTime() + day));
    const [plan, ...others] = await plansOf(t.storage, async () =>
      balancesBefore(t.storage.reader.fork(), ids, moments),
    );

    expect(others).toEqual([]);
    expect(plan?.filter((step) => /\b(e|s)\b/.test(step))).toEqual([
      'SEARCH e USING COVERING INDEX entries_by_time (wallet_id=? AND created_at<?)',
      'SEARCH s USING PRIMARY KEY (wallet_id=?)',
    ]);
    // Nothing is sorted, and nothing but the two lists that were asked for is read from its beginning to its end.
    expect(plan?.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
    expect(plan?.filter((step) => step.startsWith('SCAN')).toSorted()).toEqual([
      'SCAN 100 CONSTANT ROWS',
      'SCAN 50 CONSTANT ROWS',
      'SCAN m',
      'SCAN w',
    ]);
  });

  test('When monthly flows are read, then only the entries of these months are, and from the index alone', async () => {
    const t = await TestLedger.open();
    const wallet = await t.wallet({ balance: 100 });
    const [plan] = await plansOf(t.storage, async () =>
      monthlyFlowsOf(t.storage.reader.fork(), [wallet.id], 6, t.clock.now(), 'Asia/Kathmandu'),
    );
    expect(plan?.filter((step) => step.includes('entries'))).toEqual([
      'SEARCH entries USING COVERING INDEX entries_by_time (wallet_id=? AND created_at>?)',
    ]);
  });
});
