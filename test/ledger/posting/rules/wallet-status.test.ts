import { expect, test } from '@jest/globals';
import { expectBooksToBalance } from '../../../support/books.js';
import { depositTo, transferFrom, withdrawFrom } from '../../../support/commands.js';
import { TestLedger } from '../../../support/ledger.js';
import { outcomeOf, refused } from '../../../support/outcome.js';
import { expectPinnedRefusal } from '../../../support/refusals.js';

const STOPPED = [
  { status: 'FROZEN', balance: 1_000, refusal: refused('WALLET_FROZEN', 'The wallet is frozen') },
  // The database lets nobody close a wallet that holds money.
  { status: 'CLOSED', balance: 0, refusal: refused('WALLET_CLOSED', 'The wallet is closed') },
] as const;

test.each(STOPPED)(
  'When a wallet is $status, then no rule moves its money',
  async ({ status, balance, refusal }) => {
    const t = await TestLedger.open();
    const stopped = await t.wallet({ balance });
    const other = await t.wallet({ balance: 1_000 });
    await t.change(stopped, { status });

    await expectPinnedRefusal(t, depositTo(stopped, 1), refusal);
    await expectPinnedRefusal(t, withdrawFrom(stopped, 1), refusal);
    await expectPinnedRefusal(t, transferFrom(stopped, { walletId: other.id }, 1), refusal);
    await expectPinnedRefusal(t, transferFrom(other, { walletId: stopped.id }, 1), refusal);
  },
);

test('When a frozen wallet is released, then the pinned refusal stays and a new key goes through', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const command = withdrawFrom(wallet, 1_000);
  await t.change(wallet, { status: 'FROZEN' });
  await expectPinnedRefusal(t, command, refused('WALLET_FROZEN', 'The wallet is frozen'));
  await t.change(wallet, { status: 'ACTIVE' });

  expect(await outcomeOf(t.ledger.submit(command))).toEqual({
    ...refused('WALLET_FROZEN', 'The wallet is frozen'),
    replayed: true,
  });
  expect(await outcomeOf(t.ledger.submit(withdrawFrom(wallet, 1_000)))).toMatchObject({ code: 'OK' });
  const stored = await expectBooksToBalance(t.storage);
  expect(stored.transactions).toHaveLength(2);
});

test('When an ACTIVE neighbour uses the same batch as a frozen wallet, then the neighbour is served', async () => {
  const t = await TestLedger.open();
  const frozen = await t.wallet({ balance: 1_000 });
  const active = await t.wallet({ balance: 1_000 });
  await t.change(frozen, { status: 'FROZEN' });
  const outcomes = await Promise.all([
    outcomeOf(t.ledger.submit(withdrawFrom(frozen, 1))),
    outcomeOf(t.ledger.submit(withdrawFrom(active, 1))),
    outcomeOf(t.ledger.submit(transferFrom(active, { walletId: frozen.id }, 1))),
    outcomeOf(t.ledger.submit(withdrawFrom(active, 999))),
  ]);
  expect(outcomes.map(({ code }) => code)).toEqual(['WALLET_FROZEN', 'OK', 'WALLET_FROZEN', 'OK']);
  await expectBooksToBalance(t.storage);
});
