import { describe, expect, test } from '@jest/globals';
import { marksOfLastVerification, recordVerification } from '../../../server/ledger/verify/verifications.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { AdminReports } from '../../../server/reports/summary/admin-summary.js';
import { depositTo, transferFrom, withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { checkpointsOf, newSigningKey } from '../../support/proof.js';
import { outcomeOf } from '../../support/outcome.js';
import { insertTransaction, rawSql } from '../../support/raw-sql.js';
import { figuresOf, naiveSummary } from './naive-summary.js';

const DAY = 86_400_000;

async function open() {
  const ledger = await TestLedger.open();
  return { ledger, reports: new AdminReports(ledger.storage.reader, ledger.clock) };
}

describe('The admin summary', () => {
  test('When the database is empty, every figure is zero or absent', async () => {
    const { ledger, reports } = await open();
    expect(await reports.summary()).toEqual({
      asOf: ledger.clock.now(),
      range: {
        from: new Date(ledger.clock.now().getTime() + 1 - 30 * DAY),
        to: new Date(ledger.clock.now().getTime() + 1),
        bucket: 'DAY',
        timeZone: 'UTC',
        currency: null,
      },
      users: { total: 0, active: 0, suspended: 0, closed: 0, registered: 0 },
      wallets: { total: 0, active: 0, frozen: 0, closed: 0 },
      positions: [],
      volumes: [],
      series: [],
      pending: [],
      declines: [],
      integrity: {
        trialBalanced: true,
        lastVerifiedAt: null,
        lastVerifiedTransactions: null,
        problems: null,
        problemList: [],
        kind: null,
        durationMs: null,
        lastFullVerifiedAt: null,
        lastCheckpoint: null,
      },
    });
  });

  test('When money was deposited, sent, withdrawn and refused, each figure says so', async () => {
    const { ledger, reports } = await open();
    const amina = await ledger.wallet({ currency: 'KES' });
    const brian = await ledger.wallet({ currency: 'KES' });
    const chieko = await ledger.wallet({ currency: 'JPY' });
    await ledger.ledger.submit(depositTo(amina, 50_000));
    ledger.clock.advance(40 * DAY);
    await ledger.ledger.submit(depositTo(chieko, 700));
    await ledger.ledger.submit(transferFrom(amina, { walletId: brian.id }, 12_345));
    await ledger.ledger.submit(withdrawFrom(brian, 345));
    await outcomeOf(ledger.ledger.submit(withdrawFrom(brian, 1_000_000)));
    await outcomeOf(ledger.ledger.submit(withdrawFrom(brian, 2_000_000)));
    await outcomeOf(ledger.ledger.submit(transferFrom(brian, { walletId: brian.id }, 1)));
    await ledger.change(brian, { held: 2_000 });
    await ledger.change(chieko, { status: 'FROZEN' });
    await ledger.user({ status: 'SUSPENDED' });
    await insertTransaction(ledger, { source: amina, destination: brian }, { status: 'PENDING', amount: 77 });

    const money = (minorUnits: bigint, currency: string) => ({ minorUnits, currency });
    const summary = await reports.summary({ bucket: 'WEEK' });
    expect(summary).toMatchObject({
      users: { total: 4, active: 3, suspended: 1, closed: 0, registered: 1 },
      wallets: { total: 3, active: 2, frozen: 1, closed: 0 },
      positions: [
        {
          currency: 'JPY',
          customerPosted: money(700n, 'JPY'),
          customerAvailable: money(700n, 'JPY'),
          held: money(0n, 'JPY'),
          treasury: money(-700n, 'JPY'),
          escrow: money(0n, 'JPY'),
          trialBalance: money(0n, 'JPY'),
        },
        {
          currency: 'KES',
          customerPosted: money(49_655n, 'KES'),
          customerAvailable: money(47_655n, 'KES'),
          held: money(2_000n, 'KES'),
          treasury: money(-49_655n, 'KES'),
          escrow: money(0n, 'KES'),
          trialBalance: money(0n, 'KES'),
        },
      ],
      volumes: [
        { currency: 'JPY', type: 'DEPOSIT', count: 1, amount: money(700n, 'JPY'), previousCount: 0 },
        {
          currency: 'KES',
          type: 'DEPOSIT',
          count: 0,
          amount: money(0n, 'KES'),
          previousCount: 1,
          previousAmount: money(50_000n, 'KES'),
        },
        { currency: 'KES', type: 'TRANSFER', count: 1, amount: money(12_345n, 'KES'), previousCount: 0 },
        { currency: 'KES', type: 'WITHDRAWAL', count: 1, amount: money(345n, 'KES'), previousCount: 0 },
      ],
      pending: [{ currency: 'KES', type: 'TRANSFER', count: 1, amount: money(77n, 'KES') }],
      declines: [
        { code: 'INSUFFICIENT_FUNDS', count: 2 },
        { code: 'SAME_WALLET', count: 1 },
      ],
      integrity: { trialBalanced: true },
    });
    // Six weeks touch the range, and only what occurs in it has a line: no deposit of shillings does.
    expect(summary.series).toHaveLength(3 * 6);
    expect(summary.series.filter(({ count }) => count > 0)).toEqual([
      expect.objectContaining({ currency: 'JPY', type: 'DEPOSIT', bucketStart: new Date('2026-02-23') }),
      expect.objectContaining({ currency: 'KES', type: 'TRANSFER', bucketStart: new Date('2026-02-23') }),
      expect.objectContaining({ currency: 'KES', type: 'WITHDRAWAL', bucketStart: new Date('2026-02-23') }),
    ]);
    expect(figuresOf(summary)).toEqual(await naiveSummary(ledger, summary.range));
  });

  test('When it is narrowed to a currency, everything that has a currency is', async () => {
    const { ledger, reports } = await open();
    await ledger.wallet({ currency: 'KES', balance: 500 });
    await ledger.wallet({ currency: 'JPY', balance: 700 });
    const summary = await reports.summary({ currency: 'JPY' });
    expect(summary.wallets.total).toBe(1);
    expect(summary.users.total).toBe(2);
    for (const part of [summary.positions, summary.volumes, summary.series]) {
      expect(new Set(part.map(({ currency }) => currency))).toEqual(new Set(['JPY']));
    }
    expect(figuresOf(summary)).toEqual(await naiveSummary(ledger, summary.range));
  });

  test('What was posted in this very millisecond counts', async () => {
    const { ledger, reports } = await open();
    await ledger.wallet({ balance: 500 });
    expect(await reports.open().volumes()).toMatchObject([{ type: 'DEPOSIT', count: 1 }]);
  });

  test('Integrity says what the last verification found', async () => {
    const { ledger, reports } = await open();
    const wallet = await ledger.wallet({ balance: 500 });
    await recordVerification(ledger.units, await verifyBooks(ledger.storage.reader, ledger.clock));
    ledger.clock.advance(DAY);
    await rawSql(ledger, 'update wallets set posted = 600 where id = ?', [wallet.id]);
    await recordVerification(ledger.units, await verifyBooks(ledger.storage.reader, ledger.clock));
    expect(await reports.open().integrity()).toEqual({
      trialBalanced: false,
      lastVerifiedAt: ledger.clock.now(),
      lastVerifiedTransactions: 1,
      problems: 2,
      problemList: [
        expect.objectContaining({ code: 'TRIAL_BALANCE' }),
        expect.objectContaining({ code: 'WALLET_POSTED', subject: { table: 'wallets', id: wallet.id } }),
      ],
      kind: 'FULL',
      durationMs: 0,
      lastFullVerifiedAt: ledger.clock.now(),
      lastCheckpoint: null,
    });
  });

  test('Integrity says which checkpoint was signed last, and that an incremental verification is not a full one', async () => {
    const { ledger, reports } = await open();
    const { storage, clock, units } = ledger;
    await ledger.wallet({ balance: 500 });
    const key = newSigningKey();
    await checkpointsOf(ledger, key).write();
    const [before, full] = [clock.now(), await verifyBooks(storage.reader, clock)];
    await recordVerification(units, full);
    clock.advance(DAY);
    const since = await marksOfLastVerification(storage.reader);
    expect(since).toEqual(full.marks);
    await recordVerification(units, await verifyBooks(storage.reader, clock, undefined, { since }));
    expect(await reports.open().integrity()).toMatchObject({
      kind: 'INCREMENTAL',
      lastVerifiedAt: clock.now(),
      lastFullVerifiedAt: before,
      problems: 0,
      lastCheckpoint: { number: 1, createdAt: before, treeSize: 3, keyId: key.id },
    });
  });
});
