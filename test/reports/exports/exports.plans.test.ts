import { expect, test } from '@jest/globals';
import { entryExport } from '../../../server/reports/exports/entries.js';
import { transactionExport } from '../../../server/reports/exports/transactions.js';
import { writeExport } from '../../../server/reports/exports/write.js';
import { TestLedger } from '../../support/ledger.js';
import { insertTransactions } from '../../support/many-transactions.js';
import { plansOf } from '../../support/plans.js';

test('When the filter of an export matches next to nothing, then each read is as short as any, by the primary key', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 500 });
  await insertTransactions(t, wallet, 500);
  const filter = {
    status: ['PENDING'],
    postedFrom: t.clock.now(),
    reference: 'R-1',
    search: 'R-1',
  } as const;
  for (const [source, table] of [
    [transactionExport({ ...filter, walletId: wallet.id, ownerId: wallet.ownerId }), 'transactions'],
    [entryExport({ type: ['DEPOSIT'], walletId: wallet.id, ownerId: wallet.ownerId }), 'entries'],
  ] as const) {
    const plans = await plansOf(t.storage, async () => {
      const pieces = writeExport(t.storage.reader.fork(), source, { format: 'ndjson' });
      while (!(await pieces.next()).done);
    });
    for (const plan of plans) {
      const steps = plan.filter((step) => new RegExp(`\\b${table}\\b`).test(step));
      expect(steps).toEqual([
        expect.stringMatching(`^(SCAN ${table}|SEARCH ${table} USING PRIMARY KEY .*)$`),
      ]);
    }
    expect(plans.flat().filter((step) => step === `SCAN ${table}`)).toHaveLength(1);
  }
});
