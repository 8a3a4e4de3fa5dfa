import { expect, jest, test } from '@jest/globals';
import { books, expectBooksToBalance, walletRow } from '../../support/books.js';
import { depositTo, withdrawFrom } from '../../support/commands.js';
import { onCleanup, TestLedger } from '../../support/ledger.js';
import { failureOf, outcomeOf, tally } from '../../support/outcome.js';
import { rawConnection } from '../../support/raw.js';

/** Gives everything that waits for the event loop the chance to run, many times. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
}

/** Lets the process believe that time flies, so that a deadline is over in a moment; or, with less than 1, that it hardly passes. */
function hurry(factor: number): void {
  const now = performance.now.bind(performance);
  const spy = jest.spyOn(performance, 'now').mockImplementation(() => now() * factor);
  onCleanup(() => {
    spy.mockRestore();
  });
}

test('When another connection holds the write lock for a while, then commands wait for it and succeed', async () => {
  // A machine that is slow must not be taken for a lock that is never let go.
  hurry(0.01);
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const before = await books(t.storage);
  const other = rawConnection(t.storage);
  other.exec('begin immediate');

  let answered = 0;
  const commands = [depositTo(wallet, 1), withdrawFrom(wallet, 2_000), withdrawFrom(wallet, 1_001)];
  const answers = commands.map(async (command) => {
    const outcome = await outcomeOf(t.ledger.submit(command));
    answered += 1;
    return outcome;
  });
  await turns(1_000);
  expect(answered).toBe(0);
  expect(await books(t.storage)).toEqual(before);

  other.exec('rollback');
  expect((await Promise.all(answers)).map(({ code }) => code)).toEqual(['OK', 'INSUFFICIENT_FUNDS', 'OK']);
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 0, sequence: 3 });
  await expectBooksToBalance(t.storage);
});

test('When what the other connection wrote meanwhile concerns the command, then the command sees it', async () => {
  // A machine that is slow must not be taken for a lock that is never let go.
  hurry(0.01);
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const other = rawConnection(t.storage);
  other.exec('begin immediate');
  const answer = outcomeOf(t.ledger.submit(withdrawFrom(wallet, 1)));
  await turns(1_000);
  other.exec(`update wallets set status = 'FROZEN' where id = '${wallet.id}'; commit`);
  expect(await answer).toMatchObject({ code: 'WALLET_FROZEN' });
  await expectBooksToBalance(t.storage);
});

test('When the lock is never let go, then after a bounded time commands are UNAVAILABLE and nothing is written', async () => {
  const t = await TestLedger.openImpatient();
  const wallet = await t.wallet({ balance: 1_000 });
  const { id: ownerId } = await t.user();
  const before = await books(t.storage);
  const other = rawConnection(t.storage);
  other.exec('begin immediate');
  hurry(1_000);

  const withdrawal = withdrawFrom(wallet, 1_000);
  const busy = {
    code: 'UNAVAILABLE',
    message: 'The database is busy; nothing happened',
    details: {},
    retryable: true,
    replayed: false,
  };
  const outcomes = await Promise.all([
    outcomeOf(t.ledger.submit(withdrawal)),
    outcomeOf(t.ledger.submit(depositTo(wallet, 1))),
  ]);
  expect(outcomes).toEqual([busy, busy]);
  const opening = t.ledger.openWallet({ ownerId, name: 'n', currency: 'KES' }, 'k');
  expect(await opening.then(() => undefined, failureOf)).toEqual(busy);
  expect(await books(t.storage)).toEqual(before);
  expect(t.unknownOutcomes).toEqual([]);
  expect(t.batches.at(-1)?.outcomes).toMatchObject([{ code: 'UNAVAILABLE' }, { code: 'UNAVAILABLE' }]);

  // Being busy is not the end: with the lock gone, the same key goes through.
  other.exec('rollback');
  expect(await outcomeOf(t.ledger.submit(withdrawal))).toMatchObject({ code: 'OK', replayed: false });
  expect(tally([await outcomeOf(t.ledger.submit(withdrawal))])).toEqual({ OK: 1 });
  const stored = await expectBooksToBalance(t.storage);
  expect(stored.transactions).toHaveLength(2);
});

test('When many wait for a lock that is never let go, then none waits longer for the others', async () => {
  const t = await TestLedger.open();
  const { id: ownerId } = await t.user();
  const before = await books(t.storage);
  const other = rawConnection(t.storage);
  other.exec('begin immediate');
  const waited: number[] = [];
  const now = performance.now.bind(performance);
  const startedAt = now();
  hurry(100);

  const openings = Array.from({ length: 40 }, async () => {
    const error: unknown = await t.ledger
      .openWallet({ ownerId, name: 'Savings', currency: 'KES' })
      .catch((reason: unknown) => reason);
    waited.push(now() - startedAt);
    return failureOf(error);
  });
  expect(tally(await Promise.all(openings))).toEqual({ UNAVAILABLE: 40 });
  // One after the other, the last would be answered forty times as late as the first.
  expect(Math.max(...waited) / Math.min(...waited)).toBeLessThan(20);

  other.exec('rollback');
  expect(await books(t.storage)).toEqual(before);
});
