import { expect, jest, test } from '@jest/globals';
import { books, expectBooksToBalance } from '../../support/books.js';
import { depositTo } from '../../support/commands.js';
import { onCleanup, TestLedger } from '../../support/ledger.js';
import { outcomeOf, tally } from '../../support/outcome.js';
import { rawConnection } from '../../support/raw.js';

const CALLERS = 1_000;

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
}

/** Stops the clock that waits are measured by, so that nobody is refused for having waited however slow the machine is. */
function withoutDeadlines(): void {
  const at = performance.now();
  const spy = jest.spyOn(performance, 'now').mockReturnValue(at);
  onCleanup(() => {
    spy.mockRestore();
  });
}

test('When callers give up while the writer is held, then nothing is done for them, and the next is served at once', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const before = await books(t.storage);
  const holder = rawConnection(t.storage);
  holder.exec('begin immediate');
  withoutDeadlines();
  t.batches.length = 0;

  const hangUp = new AbortController();
  const answers = Array.from({ length: CALLERS }, () =>
    outcomeOf(t.ledger.submit(depositTo(wallet, 1), hangUp.signal)),
  );
  // The first of them have a unit of work already, which waits for the lock.
  await turns(100);
  expect(t.ledger.queueLength).toBeLessThan(CALLERS);
  hangUp.abort();
  const next = outcomeOf(t.ledger.submit(depositTo(wallet, 7)));
  holder.exec('rollback');

  expect(tally(await Promise.all(answers))).toEqual({ UNAVAILABLE: CALLERS });
  expect(await next).toMatchObject({ code: 'OK' });
  const { transactions, records } = await expectBooksToBalance(t.storage);
  expect(transactions.slice(before.transactions.length).map(({ amount }) => amount)).toEqual([7]);
  expect(records).toHaveLength(before.records.length + 1);
  const done = t.batches.flatMap(({ outcomes }) => outcomes);
  expect(done).toEqual([{ operation: 'deposit', code: 'OK', replayed: false }]);
});

test('When only some callers give up, then the others share a unit of work without them', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet();
  t.batches.length = 0;
  const gone = AbortSignal.abort();
  const answers = Array.from({ length: 10 }, (_, index) =>
    outcomeOf(t.ledger.submit(depositTo(wallet, 1), index % 2 === 0 ? gone : undefined)),
  );

  expect(tally(await Promise.all(answers))).toEqual({ OK: 5, UNAVAILABLE: 5 });
  expect(t.batches.map(({ size }) => size)).toEqual([5]);
  expect((await expectBooksToBalance(t.storage)).transactions).toHaveLength(5);
});

test('When a caller gives up, then its key is free, and it succeeds when it comes back', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet();
  const deposit = depositTo(wallet, 5);
  expect(await outcomeOf(t.ledger.submit(deposit, AbortSignal.abort()))).toMatchObject({
    code: 'UNAVAILABLE',
    message: 'Nobody waits for the answer any more; nothing happened',
    retryable: true,
  });
  expect(await outcomeOf(t.ledger.submit(deposit))).toMatchObject({ code: 'OK', replayed: false });
  expect((await expectBooksToBalance(t.storage)).transactions).toHaveLength(1);
});

test('When the lock is never let go, then those who wait behind the first hear it with them, after one try', async () => {
  const t = await TestLedger.openImpatient();
  const wallet = await t.wallet();
  const before = await books(t.storage);
  const holder = rawConnection(t.storage);
  holder.exec('begin immediate');
  const tries = jest.spyOn(t.storage.writer, 'fork');
  const now = performance.now.bind(performance);
  const spy = jest.spyOn(performance, 'now').mockImplementation(() => now() * 1_000);
  onCleanup(() => {
    spy.mockRestore();
  });

  const answers = Array.from({ length: CALLERS }, () => outcomeOf(t.ledger.submit(depositTo(wallet, 1))));
  expect(tally(await Promise.all(answers))).toEqual({ UNAVAILABLE: CALLERS });
  expect(tries).toHaveBeenCalledTimes(1);
  holder.exec('rollback');
  expect(await books(t.storage)).toEqual(before);
  expect(await outcomeOf(t.ledger.submit(depositTo(wallet, 1)))).toMatchObject({ code: 'OK' });
});
