import { expect, test } from '@jest/globals';
import type { MoneyCommand } from '../../../../server/ledger/model/command.js';
import { systemWalletId } from '../../../../server/ledger/model/ids.js';
import { expectBooksToBalance } from '../../../support/books.js';
import { depositTo, transferFrom, withdrawFrom } from '../../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../../support/ledger.js';
import { outcomeOf, WALLET_NOT_FOUND } from '../../../support/outcome.js';
import { expectUnpinnedRefusal } from '../../../support/refusals.js';

const MISSING = '00000000-0000-7000-8000-000000000000';

/** Every way to name a wallet, each asked for by the owner of `own`. */
function commandsNaming(id: string, own: OwnedWallet): MoneyCommand[] {
  const foreign = { ...own, id };
  return [
    depositTo(foreign, 1),
    withdrawFrom(foreign, 1),
    transferFrom(foreign, { walletId: own.id }, 1),
    transferFrom(foreign, { ownerId: own.ownerId }, 1),
  ];
}

test('When a wallet does not exist, then every rule says NOT_FOUND and the key stays free', async () => {
  const t = await TestLedger.open();
  const own = await t.wallet({ balance: 1_000 });
  const commands = [...commandsNaming(MISSING, own), transferFrom(own, { walletId: MISSING }, 1)];
  for (const command of commands) await expectUnpinnedRefusal(t, command, WALLET_NOT_FOUND);
});

test('When a wallet is somebody else’s, then every rule answers as if it did not exist', async () => {
  const t = await TestLedger.open();
  const own = await t.wallet({ balance: 1_000 });
  const foreign = await t.wallet({ balance: 1_000 });
  for (const command of commandsNaming(foreign.id, own))
    await expectUnpinnedRefusal(t, command, WALLET_NOT_FOUND);
});

test('When somebody else’s wallet is frozen or of another currency, then the answer does not give that away', async () => {
  const t = await TestLedger.open();
  const own = await t.wallet({ balance: 1_000 });
  const frozen = await t.wallet({ balance: 1_000 });
  await t.change(frozen, { status: 'FROZEN' });
  const otherCurrency = await t.wallet({ currency: 'UGX', balance: 1_000 });
  for (const id of [frozen.id, otherCurrency.id]) {
    for (const command of commandsNaming(id, own)) await expectUnpinnedRefusal(t, command, WALLET_NOT_FOUND);
  }
});

test.each(['TREASURY', 'ESCROW'] as const)(
  'When a command names the %s, as source or destination, then it is NOT_FOUND',
  async (kind) => {
    const t = await TestLedger.open();
    const own = await t.wallet({ balance: 1_000 });
    const id = systemWalletId(kind, 'KES');
    const commands = [...commandsNaming(id, own), transferFrom(own, { walletId: id }, 1)];
    for (const command of commands) await expectUnpinnedRefusal(t, command, WALLET_NOT_FOUND);
  },
);

test('When the refused command shares its batch with good ones, then only it is refused', async () => {
  const t = await TestLedger.open();
  const own = await t.wallet({ balance: 1_000 });
  const foreign = await t.wallet({ balance: 1_000 });
  const outcomes = await Promise.all(
    [
      withdrawFrom(own, 1),
      withdrawFrom({ ...foreign, ownerId: own.ownerId }, 1_000),
      transferFrom(own, { walletId: foreign.id }, 1),
    ].map((command) => outcomeOf(t.ledger.submit(command))),
  );
  expect(outcomes.map(({ code }) => code)).toEqual(['OK', 'NOT_FOUND', 'OK']);
  const stored = await expectBooksToBalance(t.storage);
  expect(stored.wallets.find(({ id }) => id === foreign.id)).toMatchObject({ posted: 1_001 });
  expect(stored.records).toHaveLength(4);
});
