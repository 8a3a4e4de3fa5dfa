import { describe, expect, jest, test } from '@jest/globals';
import { Wallet } from '../../../server/ledger/model/wallet.js';
import { books } from '../../support/books.js';
import { depositTo } from '../../support/commands.js';
import { onCleanup, TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { failureOf } from '../../support/outcome.js';

/** An error as a database driver raises it. */
function databaseError(code: string): Error {
  return Object.assign(new Error(`the database says ${code}`), { code });
}

/** Lets so much time pass, as far as deadlines can tell, whenever somebody looks at the time. */
function passing(milliseconds: number): void {
  let now = performance.now();
  const spy = jest.spyOn(performance, 'now').mockImplementation(() => (now += milliseconds));
  onCleanup(() => spy.mockRestore());
}

/** Renames the wallet, and then fails as often as asked. */
function renaming(t: TestLedger, wallet: OwnedWallet, failures: readonly Error[]) {
  const left = [...failures];
  const seen: string[] = [];
  const done = t.units.run(async (em) => {
    const stored = await em.findOneOrFail(Wallet, { id: wallet.id });
    seen.push(stored.name);
    stored.name = `${stored.name} again`;
    await em.flush();
    const failure = left.shift();
    if (failure) throw failure;
    return stored.name;
  });
  return { done, seen };
}

describe('A unit of work', () => {
  test.each(['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_LOCKED', '40001', '40P01', '55P03'])(
    'When it meets contention (%s), then it is undone and runs again from what is stored',
    async (code) => {
      const t = await TestLedger.open();
      const wallet = await t.wallet({ name: 'Savings' });
      const { done, seen } = renaming(t, wallet, [databaseError(code), databaseError(code)]);
      expect(await done).toBe('Savings again');
      expect(seen).toEqual(['Savings', 'Savings', 'Savings']);
      const { wallets } = await books(t.storage);
      expect(wallets.find(({ id }) => id === wallet.id)?.name).toBe('Savings again');
    },
  );

  test('When contention does not end, then it is UNAVAILABLE and nothing is written', async () => {
    const t = await TestLedger.openImpatient();
    const wallet = await t.wallet();
    const before = await books(t.storage);
    const { done, seen } = renaming(t, wallet, Array<Error>(100).fill(databaseError('SQLITE_BUSY')));
    expect(await done.then(() => undefined, failureOf)).toMatchObject({
      code: 'UNAVAILABLE',
      retryable: true,
    });
    expect(seen.length).toBeGreaterThan(1);
    expect(await books(t.storage)).toEqual(before);
    expect(t.units.accepting).toBe(true);
  });

  test.each(['SQLITE_CONSTRAINT_CHECK'])(
    'When it fails for another reason (%s), then it is undone once and the caller hears the reason',
    async (code) => {
      const t = await TestLedger.open();
      const wallet = await t.wallet();
      const before = await books(t.storage);
      const { done, seen } = renaming(t, wallet, [databaseError(code)]);
      await expect(done).rejects.toThrow(`the database says ${code}`);
      expect(seen).toHaveLength(1);
      expect(await books(t.storage)).toEqual(before);
      expect(t.unknownOutcomes).toEqual([]);
    },
  );

  test.each(['SQLITE_FULL', 'SQLITE_IOERR_READ', 'SQLITE_CANTOPEN', 'SQLITE_CORRUPT'])(
    'When the disk fails it before its COMMIT (%s), then it is undone once and UNAVAILABLE, with the cause for the log',
    async (code) => {
      const t = await TestLedger.open();
      const wallet = await t.wallet();
      const before = await books(t.storage);
      const failure = databaseError(code);
      const { done, seen } = renaming(t, wallet, [failure]);
      await expect(done).rejects.toMatchObject({ code: 'UNAVAILABLE', retryable: true, cause: failure });
      expect(seen).toHaveLength(1);
      expect(await books(t.storage)).toEqual(before);
      expect(t.unknownOutcomes).toEqual([]);
      await t.ledger.submit(depositTo(wallet, 1));
    },
  );

  test('When another node has taken a key at the same moment, then it runs again and finds what that node stored', async () => {
    const t = await TestLedger.open();
    const wallet = await t.wallet();
    const { done, seen } = renaming(t, wallet, [databaseError('23505')]);
    await done;
    expect(seen).toHaveLength(2);
  });

  test('When a key is taken for good, then the caller hears so and nothing is written', async () => {
    const t = await TestLedger.open();
    const wallet = await t.wallet();
    const before = await books(t.storage);
    const { done } = renaming(t, wallet, Array<Error>(100).fill(databaseError('23505')));
    await expect(done).rejects.toThrow('the database says 23505');
    expect(await books(t.storage)).toEqual(before);
  });

  test('When it takes long to find a key taken for good, then the caller still hears that it is taken', async () => {
    const t = await TestLedger.open();
    const wallet = await t.wallet();
    passing(1_000);
    const { done, seen } = renaming(t, wallet, Array<Error>(3).fill(databaseError('23505')));
    await expect(done).rejects.toThrow('the database says 23505');
    expect(seen).toHaveLength(3);
  });

  test('When other nodes take the next number of the audit log again and again, then it takes the one after', async () => {
    const t = await TestLedger.open();
    const wallet = await t.wallet();
    passing(0);
    const taken = Object.assign(databaseError('23505'), { constraint: 'audit_events_pkey' });
    const { done, seen } = renaming(t, wallet, Array<Error>(5).fill(taken));
    await done;
    expect(seen).toHaveLength(6);
  });

  test('When many are started at once, then they take turns and none loses what another wrote', async () => {
    const t = await TestLedger.open();
    const wallet = await t.wallet({ name: 'Savings' });
    await Promise.all(Array.from({ length: 20 }, () => renaming(t, wallet, []).done));
    const { wallets } = await books(t.storage);
    expect(wallets.find(({ id }) => id === wallet.id)?.name).toBe(`Savings${' again'.repeat(20)}`);
  });
});
