import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { positionsBefore } from '../../../server/ledger/queries/positions.js';
import type { Storage } from '../../../server/storage/orm.js';
import { books } from '../../support/books.js';
import { depositTo, withdrawFrom } from '../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { rounds } from '../../support/rounds.js';

/** Finds without the index what it must find: the last entry, in the order of sequences, that is dated before the moment. */
async function slowPosition(storage: Storage, { id }: OwnedWallet, moment: number) {
  const { entries } = await books(storage);
  const last = entries.findLast((entry) => entry.wallet_id === id && entry.created_at < moment);
  return { sequence: last?.sequence ?? 0, balance: last?.balance_after ?? 0 };
}

describe('Where a wallet stood', () => {
  test('When a moment is before the first entry, at one, between two or after the last, then the last entry before it tells', async () => {
    const t = await TestLedger.open();
    const wallet = await t.wallet();
    const start = t.clock.now().getTime();
    await t.ledger.submit(depositTo(wallet, 500));
    await t.ledger.submit(depositTo(wallet, 20));
    t.clock.advance(10);
    await t.ledger.submit(withdrawFrom(wallet, 100));

    const moments = [start, start + 1, start + 10, start + 11, start + 1_000].map((at) => new Date(at));
    expect(await positionsBefore(t.storage.reader.fork(), wallet.id, moments)).toEqual([
      { sequence: 0, balance: 0 },
      { sequence: 2, balance: 520 },
      { sequence: 2, balance: 520 },
      { sequence: 3, balance: 420 },
      { sequence: 3, balance: 420 },
    ]);
  });

  test('When the clock jumps forwards and back, then later moments never find earlier entries, and the last one finds the present balance', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -40, max: 40 }), { maxLength: 30 }), async (jumps) => {
        const t = await TestLedger.open();
        const wallets = [await t.wallet(), await t.wallet()] as const;
        const start = t.clock.now().getTime();
        for (const [index, jump] of jumps.entries()) {
          t.clock.advance(jump);
          await t.ledger.submit(depositTo(wallets[index % 3 === 0 ? 0 : 1], 1 + index));
        }
        const { entries } = await books(t.storage);
        const dates = entries.map((entry) => entry.created_at).concat(start);
        const moments = [...new Set(dates.flatMap((date) => [date, date + 1]))].sort((a, b) => a - b);

        for (const wallet of wallets) {
          const found = await positionsBefore(
            t.storage.reader.fork(),
            wallet.id,
            moments.map((moment) => new Date(moment)),
          );
          const due = moments.map(async (moment) => slowPosition(t.storage, wallet, moment));
          expect(found).toEqual(await Promise.all(due));
          expect(found).toEqual(found.toSorted((a, b) => a.sequence - b.sequence));
          expect(found.at(-1)?.sequence).toBe(
            entries.filter((entry) => entry.wallet_id === wallet.id).at(-1)?.sequence ?? 0,
          );
        }
        await t.close();
      }),
      { numRuns: rounds(8, 25) },
    );
  });
});
