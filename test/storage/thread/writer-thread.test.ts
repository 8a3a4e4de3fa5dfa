import { Worker } from 'node:worker_threads';
import { describe, expect, jest, test } from '@jest/globals';
import { openServices } from '../../../server/app/services.js';
import { UnitsOfWork } from '../../../server/ledger/database/unit-of-work.js';
import type { TransferCommand } from '../../../server/ledger/model/command.js';
import { Ledger } from '../../../server/ledger/ledger.js';
import { books, expectBooksToBalance } from '../../support/books.js';
import { depositTo, transferFrom } from '../../support/commands.js';
import { newDatabase, onCleanup, TestLedger } from '../../support/ledger.js';
import { failureOf, outcomeOf, type Outcome } from '../../support/outcome.js';
import { expectSoon } from '../../support/soon.js';
import { sqlOf } from '../../support/statements.js';

const UNKNOWN = { code: 'OUTCOME_UNKNOWN', replayed: false };
const STOPPED = { code: 'UNAVAILABLE', message: 'The ledger has stopped taking writes; nothing happened' };
const STALLED = { code: 'UNAVAILABLE', message: 'The database does not answer; nothing happened' };
const LOST = expect.objectContaining({ code: 'CONNECTION_LOST' });

type Send = (this: Worker, message: unknown) => void;

/** Does something else with the messages to threads, of which there is only the writer's in these tests. */
function intercept(instead: (send: Send, worker: Worker, message: unknown) => void): () => void {
  const send = Reflect.get<Worker, 'postMessage'>(Worker.prototype, 'postMessage');
  const spy = jest.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (
    this: Worker,
    message,
  ) {
    instead(send, this, message);
  });
  onCleanup(() => spy.mockRestore());
  return () => spy.mockRestore();
}

/** Ends the writer's thread with the first statement that begins like this, which it gets or does not get. */
function endAt(beginning: string, reaches: boolean): void {
  const stop = intercept((send, worker, message) => {
    const index = sqlOf(message).findIndex((sql) => sql.startsWith(beginning));
    if (index === -1 || !Array.isArray(message)) {
      send.call(worker, message);
      return;
    }
    send.call(worker, message.slice(0, reaches ? index + 1 : index));
    stop();
    void worker.terminate();
  });
}

/** Submits two transfers, which share a unit of work. */
async function transferTwice(sabotage: () => void) {
  const t = await TestLedger.open();
  const from = await t.wallet({ balance: 1_000 });
  const to = await t.wallet();
  sabotage();
  const transfers = [600, 300].map((amount) => transferFrom(from, { walletId: to.id }, amount));
  const answers = await Promise.all(transfers.map(async (each) => outcomeOf(t.ledger.submit(each))));
  return { t, transfers, answers };
}

/** Submits the transfers again after a restart. */
async function expectOneEffectEach(t: TestLedger, transfers: readonly TransferCommand[]): Promise<Outcome[]> {
  const restarted = await t.reopen();
  const retries = await Promise.all(transfers.map(async (each) => outcomeOf(restarted.ledger.submit(each))));
  expect(retries).toMatchObject([{ code: 'OK' }, { code: 'OK' }]);
  const stored = await expectBooksToBalance(restarted.storage);
  expect(stored.transactions.map(({ amount }) => amount)).toEqual([1_000, 600, 300]);
  return retries;
}

describe('When the thread that writes is killed', () => {
  test.each([
    ['as a unit of work begins', 'begin immediate'],
    ['as it reads', 'select'],
    ['as it inserts what more is sent behind', 'insert into `transactions`'],
    ['as it inserts', 'insert into `entries`'],
    ['as it changes wallets', 'update `wallets`'],
  ])('%s, then nothing happened, nothing more is taken, and a restart goes on', async (_when, beginning) => {
    const t = await TestLedger.open();
    const from = await t.wallet({ balance: 1_000 });
    const to = await t.wallet();
    const before = await books(t.storage);
    endAt(beginning, false);
    const transfer = transferFrom(from, { walletId: to.id }, 600);

    expect(await outcomeOf(t.ledger.submit(transfer))).toMatchObject(STOPPED);
    expect(await outcomeOf(t.ledger.submit(depositTo(to, 1)))).toMatchObject(STOPPED);
    expect([t.units.accepting, t.unknownOutcomes]).toEqual([false, [LOST]]);

    const restarted = await t.reopen();
    expect(await books(restarted.storage)).toEqual(before);
    expect(await outcomeOf(restarted.ledger.submit(transfer))).toMatchObject({ code: 'OK', replayed: false });
    expect((await expectBooksToBalance(restarted.storage)).transactions).toHaveLength(2);
  });

  test('before it has heard of a COMMIT, then the outcome is unknown, and a retry after a restart has one effect', async () => {
    const { t, transfers, answers } = await transferTwice(() => endAt('commit', false));
    expect(answers).toMatchObject([UNKNOWN, UNKNOWN]);
    expect([t.units.accepting, t.unknownOutcomes]).toEqual([false, [LOST]]);
    await expectOneEffectEach(t, transfers);
  });

  test('while it works on a COMMIT, then what was answered is stored, and a retry after a restart has one effect', async () => {
    const { t, transfers, answers } = await transferTwice(() => endAt('commit', true));
    const codes = answers.map(({ code }) => code);
    // One flush answers both. The thread may have ended after it had answered.
    expect([
      ['OK', 'OK'],
      ['OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN'],
    ]).toContainEqual(codes);
    const retries = await expectOneEffectEach(t, transfers);
    expect(retries.filter(({ replayed }, index) => codes[index] === 'OK' && !replayed)).toEqual([]);
  });

  test('while it has nothing to do, then the ledger stops by itself', async () => {
    const causes: unknown[] = [];
    const services = await openServices({
      databaseUrl: await newDatabase(),
      onOutcomeUnknown: (cause) => causes.push(cause),
    });
    onCleanup(async () => services.close());
    let thread: Worker | undefined;
    const stop = intercept((send, worker, message) => {
      thread = worker;
      send.call(worker, message);
    });
    await services.units.run(async () => Promise.resolve());
    stop();
    await thread?.terminate();

    await expectSoon(() => services.units.accepting, false);
    expect(causes).toEqual([LOST]);
  });
});

test('When the thread that writes does not answer, then what comes is refused, and what was taken is answered once it does', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const units = new UnitsOfWork(t.storage.writer, () => undefined, { stalledAfterMs: 20 });
  const ledger = new Ledger(units, t.ids, t.clock);
  const held: (() => void)[] = [];
  const stop = intercept((send, worker, message) => held.push(() => send.call(worker, message)));

  const taken = [5, 6].map((amount) => outcomeOf(ledger.submit(depositTo(wallet, amount))));
  await expectSoon(() => units.stalled, true);
  const late = depositTo(wallet, 7);
  expect(await outcomeOf(ledger.submit(late))).toMatchObject(STALLED);
  const opening = ledger.openWallet({ ownerId: wallet.ownerId, name: 'n', currency: 'UGX' }, 'late');
  expect(await opening.then(() => undefined, failureOf)).toMatchObject(STALLED);
  expect(held).toHaveLength(1);

  stop();
  for (const send of held) send();
  expect(await Promise.all(taken)).toMatchObject([{ code: 'OK' }, { code: 'OK' }]);
  expect(units.stalled).toBe(false);
  expect(await outcomeOf(ledger.submit(late))).toMatchObject({ code: 'OK', replayed: false });
  const stored = await expectBooksToBalance(t.storage);
  expect(stored.transactions.map(({ amount }) => amount)).toEqual([1_000, 5, 6, 7]);
});

test('When it is closed in the middle, then what was taken is answered and stored', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet();
  const taken = Array.from({ length: 300 }, async () => outcomeOf(t.ledger.submit(depositTo(wallet, 1))));
  await t.close();
  expect((await Promise.all(taken)).filter(({ code }) => code === 'OK')).toHaveLength(300);
  const reopened = await t.reopen();
  expect((await expectBooksToBalance(reopened.storage)).transactions).toHaveLength(300);
});
