import { describe, expect, test } from '@jest/globals';
import { AMOUNT_MAX_MINOR } from '../../../server/ledger/money/money.js';
import { AdminReports } from '../../../server/reports/summary/admin-summary.js';
import { depositTo, transferFrom, withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { rawSql, recountVolumes } from '../../support/raw-sql.js';

const DAY = 86_400_000;

async function open() {
  const ledger = await TestLedger.open();
  return { ledger, reports: new AdminReports(ledger.storage.reader, ledger.clock) };
}

describe('A large sum', () => {
  test('Sums above 2^53 and above 2^63 are exact', async () => {
    const { ledger, reports } = await open();
    const wallet = await ledger.wallet();
    const other = await ledger.wallet();
    // Ten of the largest deposits pass 2^53, ten thousand of the largest transfers 2^63.
    for (let round = 0; round < 10; round += 1) {
      await ledger.ledger.submit(depositTo(wallet, AMOUNT_MAX_MINOR));
      await ledger.ledger.submit(withdrawFrom(wallet, AMOUNT_MAX_MINOR));
    }
    await rawSql(
      ledger,
      `insert into transactions
        (id, type, status, amount, currency, source_wallet_id, destination_wallet_id, initiated_by_id, created_at, posted_at)
      with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 10000)
      select 'raw ' || n, 'TRANSFER', 'POSTED', ?, 'KES', ?, ?, ?, ?, ? from numbers`,
      [AMOUNT_MAX_MINOR, wallet.id, other.id, wallet.ownerId, ledger.clock.now(), ledger.clock.now()],
    );
    ledger.clock.advance(DAY);
    await recountVolumes(ledger);
    const { volumes, series } = await reports.summary({ from: new Date('2026-01-01'), bucket: 'MONTH' });
    for (const figures of [volumes, series]) {
      expect(figures.map(({ type, amount }) => [type, amount.minorUnits])).toEqual([
        ['DEPOSIT', 9_999_999_999_999_990n],
        ['TRANSFER', 9_999_999_999_999_990_000n],
        ['WITHDRAWAL', 9_999_999_999_999_990n],
      ]);
    }
    // One more arrives late, in an hour that is over.
    ledger.clock.advance(-DAY);
    await ledger.ledger.submit(depositTo(wallet, AMOUNT_MAX_MINOR));
    await ledger.ledger.submit(transferFrom(wallet, { walletId: other.id }, AMOUNT_MAX_MINOR));
    ledger.clock.advance(DAY);
    const [, transfers] = await reports.open().volumes();
    expect(transfers).toMatchObject({ count: 10_001, amount: { minorUnits: 10_000_999_999_999_989_999n } });
  });

  test('Balances that add up to more than 2^53 are exact, and the trial balance is really computed', async () => {
    const { ledger, reports } = await open();
    await ledger.wallet();
    const one = await ledger.wallet();
    const other = await ledger.wallet();
    await rawSql(ledger, 'update wallets set posted = ? where id = ?', [2 ** 53 - 1, one.id]);
    await rawSql(ledger, 'update wallets set posted = ? where id = ?', [2 ** 53 - 2, other.id]);
    const summary = await reports.summary();
    expect(summary.positions[0]).toMatchObject({
      customerPosted: { minorUnits: 2n ** 54n - 3n },
      treasury: { minorUnits: 0n },
      trialBalance: { minorUnits: 2n ** 54n - 3n },
    });
    expect(summary.integrity.trialBalanced).toBe(false);
  });
});
