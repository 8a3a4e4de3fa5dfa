import { expect, test } from '@jest/globals';
import { findKeyUse } from '../../../server/ledger/queries/key-uses.js';
import { depositTo, withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { outcomeOf, tally } from '../../support/outcome.js';

test('When keys come again, then each replay and each conflict is counted once, across batches and restarts', async () => {
  let t = await TestLedger.open();
  const wallet = await t.wallet();
  const uses = async (key: string) => findKeyUse(t.storage.reader.fork(), wallet.ownerId, key);
  const command = depositTo(wallet, 5);
  const declined = withdrawFrom(wallet, 1_000_000);
  const { idempotencyKey: key } = command;

  await t.ledger.submit(command);
  expect(await uses(key)).toBeUndefined();
  t.clock.advance(60_000);
  const outcomes = await Promise.all(
    [command, command, { ...command, amount: 6 }, declined, declined].map(async (again) =>
      outcomeOf(t.ledger.submit(again)),
    ),
  );
  expect(tally(outcomes)).toEqual({ OK: 2, IDEMPOTENCY_KEY_REUSED: 1, INSUFFICIENT_FUNDS: 2 });
  expect(await uses(key)).toMatchObject({ replays: 2, conflicts: 1, lastAt: t.clock.now() });
  expect(await uses(declined.idempotencyKey)).toMatchObject({ replays: 1, conflicts: 0 });

  t = await t.reopen();
  await t.ledger.submit(command);
  expect(await uses(key)).toMatchObject({ replays: 3, conflicts: 1, lastAt: t.clock.now() });
});

test('When the same key is somebody else’s, then neither is counted for the other', async () => {
  const t = await TestLedger.open();
  const [a, b] = [await t.wallet(), await t.wallet()];
  await t.ledger.submit(depositTo(a, 5, { idempotencyKey: 'same' }));
  await t.ledger.submit(depositTo(b, 6, { idempotencyKey: 'same' }));
  await t.ledger.openWallet({ ownerId: b.ownerId, name: 'n', currency: 'KES' }, 'opened');
  await t.ledger.openWallet({ ownerId: b.ownerId, name: 'n', currency: 'KES' }, 'opened');
  const find = async (ownerId: string, key: string) => findKeyUse(t.storage.reader.fork(), ownerId, key);
  expect(await find(a.ownerId, 'same')).toBeUndefined();
  expect(await find(b.ownerId, 'same')).toBeUndefined();
  expect(await find(b.ownerId, 'opened')).toMatchObject({ replays: 1, conflicts: 0 });
});
