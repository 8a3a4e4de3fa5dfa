import { Worker } from 'node:worker_threads';
import { describe, expect, jest, test } from '@jest/globals';
import { openServices } from '../../../server/app/services.js';
import { execute } from '../../../server/ledger/database/sql.js';
import { Ledger } from '../../../server/ledger/ledger.js';
import { books, expectBooksToBalance } from '../../support/books.js';
import { depositTo, transferFrom, withdrawFrom } from '../../support/commands.js';
import { onCleanup, TestLedger } from '../../support/ledger.js';
import { outcomeOf } from '../../support/outcome.js';
import { rawConnection } from '../../support/raw.js';
import { sqlOf } from '../../support/statements.js';
import { recordSent } from '../../support/round-trips.js';

/** A ledger with a wallet that holds 1 000, and another one. */
async function opened() {
  const t = await TestLedger.open();
  return { t, from: await t.wallet({ balance: 1_000 }), to: await t.wallet() };
}

describe('A unit of work waits for the thread that writes', () => {
  test.each(['transfer', 'withdrawal'] as const)('four times for a lone %s', async (kind) => {
    const { t, from, to } = await opened();
    const services = await openServices({ databaseUrl: t.url });
    onCleanup(async () => services.close());
    // Starts the thread.
    await services.ledger.submit(depositTo(from, 1));
    const command =
      kind === 'transfer' ? transferFrom(from, { walletId: to.id }, 10) : withdrawFrom(from, 10);

    const { messages, trips } = recordSent();
    expect(await outcomeOf(services.ledger.submit(command))).toMatchObject({ code: 'OK', replayed: false });
    expect(trips.length).toBeLessThanOrEqual(4);
    expect(messages.length).toBeLessThanOrEqual(4);
    expect(trips.flat().filter((sql) => !sql.startsWith('select'))).toEqual([
      'begin immediate',
      expect.stringContaining('insert into `transactions`'),
      expect.stringContaining('insert into `entries`'),
      expect.stringContaining('insert into `idempotency_records`'),
      expect.stringContaining('insert into volume_hours'),
      expect.stringContaining('update `wallets`'),
      'commit',
    ]);
    await expectBooksToBalance(t.storage);
  });

  test('four times for a lone refusal', async () => {
    const { t, from, to } = await opened();
    const transfer = transferFrom(from, { walletId: to.id }, 1_001);
    const { trips } = recordSent();
    expect(await outcomeOf(t.ledger.submit(transfer))).toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
    expect(trips.length).toBeLessThanOrEqual(4);
    expect(await outcomeOf(t.ledger.submit(transfer))).toMatchObject({ replayed: true });
  });
});

describe('When a write in the middle of those sent together fails, then nothing is stored and the next one is served', () => {
  const tables = ['transactions', 'entries', 'idempotency_records', 'volume_hours'];
  const failures = ['abort', 'rollback', 'fail'];
  test.each(tables.flatMap((table) => failures.map((how) => [table, how] as const)))(
    'in %s, by raise(%s)',
    async (table, how) => {
      const { t, from, to } = await opened();
      const raw = rawConnection(t.storage);
      raw.exec(`create trigger poison before insert on ${table} begin select raise(${how}, 'poisoned'); end`);
      const before = await books(t.storage);
      const transfer = transferFrom(from, { walletId: to.id }, 10);
      const { trips } = recordSent();

      await expect(t.ledger.submit(transfer)).rejects.toThrow('poisoned');
      expect(trips.at(-1)).toEqual(['rollback']);
      expect(await books(t.storage)).toEqual(before);
      expect([t.units.accepting, t.unknownOutcomes]).toEqual([true, []]);

      raw.exec('drop trigger poison');
      expect(await outcomeOf(t.ledger.submit(transfer))).toMatchObject({ code: 'OK', replayed: false });
      await expectBooksToBalance(t.storage);
    },
  );
});

test('When there is much to write, then the thread begins with the first rows before the last ones are sent', async () => {
  const { t, from, to } = await opened();
  const { messages, trips } = recordSent();
  await Promise.all(
    Array.from({ length: 40 }, async () => t.ledger.submit(transferFrom(from, { walletId: to.id }, 1))),
  );
  const inserts = messages.filter((message) => message.some((sql) => sql.startsWith('insert')));
  expect(inserts.length).toBeGreaterThan(1);
  expect(trips.length).toBeLessThanOrEqual(4);
  await expectBooksToBalance(t.storage);
});

test('When the only write of a unit of work fails, then it is undone, and it is certain that nothing is stored', async () => {
  const { t, from, to } = await opened();
  const raw = rawConnection(t.storage);
  raw.exec(
    "create trigger poison before insert on idempotency_records begin select raise(abort, 'poisoned'); end",
  );
  const before = await books(t.storage);
  const refused = transferFrom(from, { walletId: to.id }, 1_001);
  await expect(t.ledger.submit(refused)).rejects.toThrow('poisoned');
  expect(await books(t.storage)).toEqual(before);
  expect([t.units.accepting, t.unknownOutcomes]).toEqual([true, []]);
  raw.exec('drop trigger poison');
  expect(await outcomeOf(t.ledger.submit(refused))).toMatchObject({ replayed: false });
});

test('When one of the reads fails, then the others are answered before the unit of work is undone', async () => {
  const { t, from, to } = await opened();
  const failing = new Ledger(
    t.units,
    t.ids,
    t.clock,
    () => undefined,
    t.policy,
    async () => Promise.reject(new Error('no users')),
  );
  const before = await books(t.storage);
  const { trips } = recordSent();
  const transfer = transferFrom(from, { walletId: to.id }, 10);

  await expect(failing.submit(transfer)).rejects.toThrow('no users');
  expect(trips).toEqual([
    ['begin immediate'],
    expect.arrayContaining([expect.stringContaining('from `wallets`')]),
    ['rollback'],
  ]);
  expect(await books(t.storage)).toEqual(before);
  expect(await outcomeOf(t.ledger.submit(transfer))).toMatchObject({ code: 'OK', replayed: false });
  await expectBooksToBalance(t.storage);
});

test('When a statement is left over from a transaction that is being committed, then it is refused and not stored', async () => {
  const { t, from } = await opened();
  const before = await books(t.storage);
  const committing = Promise.withResolvers<undefined>();
  const send = Reflect.get<Worker, 'postMessage'>(Worker.prototype, 'postMessage');
  const spy = jest.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (
    this: Worker,
    message,
  ) {
    send.call(this, message);
    if (sqlOf(message).includes('commit')) committing.resolve(undefined);
  });
  onCleanup(() => spy.mockRestore());

  let late: Promise<unknown> = Promise.resolve();
  await t.units.run(async (em) => {
    late = committing.promise.then(async () =>
      execute(em, "update wallets set name = 'Late' where id = ?", [from.id]),
    );
    late.catch(() => undefined);
    return Promise.resolve();
  });
  await expect(late).rejects.toThrow('has ended');
  expect(await books(t.storage)).toEqual(before);
});
