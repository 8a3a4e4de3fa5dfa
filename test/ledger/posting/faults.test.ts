import { describe, expect, test } from '@jest/globals';
import { systemWalletId } from '../../../server/ledger/model/ids.js';
import { books, entriesOf, expectBooksToBalance } from '../../support/books.js';
import { depositTo, transferFrom, withdrawFrom } from '../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { outcomeOf, tally } from '../../support/outcome.js';
import { cure, poison } from '../../support/poison.js';
import { POSTGRES } from '../../support/postgres.js';
import { rawRows, rawSql } from '../../support/raw-sql.js';

const GUILTY_AMOUNT = 666;

/** The guilty one in the middle of a batch whose members build on each other. */
async function submitAround(t: TestLedger, wallet: OwnedWallet, other: OwnedWallet) {
  t.batches.length = 0;
  const guilty = depositTo(wallet, GUILTY_AMOUNT);
  const commands = [
    depositTo(wallet, 1_000),
    withdrawFrom(wallet, 300),
    guilty,
    withdrawFrom(wallet, 701),
    transferFrom(wallet, { walletId: other.id }, 700),
    withdrawFrom({ ...wallet, id: other.id }, 1),
  ];
  const answers = await Promise.all(
    commands.map((command) => outcomeOf(t.ledger.submit(command)).catch((error: unknown) => error)),
  );
  return { commands, guilty, answers };
}

/** On PostgreSQL a fault is a fault; SQLite has some that take more or less back. */
const FAULTS = [
  ...(['transactions', 'entries', 'idempotency_records'] as const).map((table) => [table, 'abort'] as const),
  ...(POSTGRES === undefined
    ? ([
        ['transactions', 'rollback'],
        ['transactions', 'fail'],
        ['entries', 'rollback'],
      ] as const)
    : []),
];

describe('When one command of a batch hits a fault of its own, then only it fails', () => {
  test.each(FAULTS)(
    'and its neighbours are stored: a fault in %s that is raised as %s',
    async (table, how) => {
      const t = await TestLedger.open();
      const wallet = await t.wallet();
      const other = await t.wallet();
      await poison(t, table, GUILTY_AMOUNT, how);
      const { commands, guilty, answers } = await submitAround(t, wallet, other);

      expect(answers[2]).toBeInstanceOf(Error);
      expect(String(answers[2])).toContain('poisoned');
      expect(answers.toSpliced(2, 1)).toMatchObject([
        { code: 'OK', replayed: false },
        { code: 'OK', replayed: false },
        { code: 'INSUFFICIENT_FUNDS', replayed: false },
        { code: 'OK', replayed: false },
        { code: 'NOT_FOUND' },
      ]);
      const stored = await expectBooksToBalance(t.storage);
      expect(entriesOf(stored, wallet)).toEqual([
        [1_000, 1_000],
        [-300, 700],
        [-700, 0],
      ]);
      expect(entriesOf(stored, other)).toEqual([[700, 700]]);
      expect(stored.records.map(({ key }) => key).sort()).toEqual(
        [0, 1, 3, 4].map((index) => commands[index]?.idempotencyKey).sort(),
      );
      // Its key was not used up: once the cause is gone, the retry goes through.
      await cure(t, table);
      expect(await outcomeOf(t.ledger.submit(guilty))).toMatchObject({ code: 'OK', replayed: false });
      await expectBooksToBalance(t.storage);
    },
  );

  test('and the report names each outcome', async () => {
    const t = await TestLedger.open();
    await poison(t, 'transactions', GUILTY_AMOUNT);
    await submitAround(t, await t.wallet(), await t.wallet());
    const reported = t.batches.flatMap(({ outcomes }) =>
      outcomes.map(({ operation, code }) => `${operation} ${code}`),
    );
    expect(reported).toEqual([
      'deposit OK',
      'withdraw OK',
      'deposit INTERNAL_SERVER_ERROR',
      'withdraw INSUFFICIENT_FUNDS',
      'transfer OK',
      'withdraw NOT_FOUND',
    ]);
  });
});

/** Writes what a constraint refuses, as damage would; the constraint still holds for whatever is written later. */
async function corrupt(t: TestLedger, update: string): Promise<void> {
  if (t.storage.engine === 'sqlite') {
    await rawSql(t, 'pragma ignore_check_constraints = on');
    await rawSql(t, update);
    await rawSql(t, 'pragma ignore_check_constraints = off');
    return;
  }
  const checks = await rawRows<{ name: string; definition: string }>(
    t,
    `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where contype = 'c' and conrelid = 'wallets'::regclass`,
  );
  for (const { name } of checks) await rawSql(t, `alter table wallets drop constraint ${name}`);
  await rawSql(t, update);
  for (const { name, definition } of checks) {
    await rawSql(t, `alter table wallets add constraint ${name} ${definition} not valid`);
  }
}

describe('When the row of one wallet is corrupt, then only what touches it fails', () => {
  test.each([
    ['more of it is held than there is', 'held = 200', 'wallets_only_treasury_below_zero'],
    [
      'it lost count of its entries',
      `sequence = sequence + 7, chain_head = '${'0'.repeat(64)}'`,
      'an entry continues the sequence',
    ],
    ['its balance contradicts its entries', 'posted = posted + 1', 'an entry continues the sequence'],
  ])('and the rest of the batch is stored: %s', async (_what, corruption, message) => {
    const t = await TestLedger.open();
    const damaged = await t.wallet({ balance: 100 });
    const sound = await t.wallet({ balance: 100 });
    await corrupt(t, `update wallets set ${corruption} where id = '${damaged.id}'`);
    const before = await books(t.storage);

    const answers = await Promise.all(
      [depositTo(sound, 1), depositTo(damaged, 7), depositTo(sound, 2)].map((command) =>
        outcomeOf(t.ledger.submit(command)).catch((error: unknown) => error),
      ),
    );
    expect(answers).toMatchObject([
      { code: 'OK' },
      { message: expect.stringContaining(message) },
      { code: 'OK' },
    ]);
    const stored = await books(t.storage);
    expect(entriesOf(stored, sound)).toEqual([
      [100, 100],
      [1, 101],
      [2, 103],
    ]);
    expect(stored.wallets.filter(({ id }) => id === damaged.id)).toEqual(
      before.wallets.filter(({ id }) => id === damaged.id),
    );
    expect(entriesOf(stored, damaged)).toEqual(entriesOf(before, damaged));
    expect(stored.records).toHaveLength(before.records.length + 2);
  });

  test('and the rest of the batch is stored: its treasury is not there', async () => {
    const t = await TestLedger.open();
    const sound = await t.wallet();
    const orphan = { ...sound, id: '00000000-0000-7000-8000-000000000000', currency: 'UGX' } as const;
    await rawSql(
      t,
      `insert into wallets (id, owner_id, kind, currency, name, status, posted, held, incoming, sequence, created_at,
         chain_head)
       select ?, owner_id, kind, 'UGX', name, status, 0, 0, 0, 0, created_at, chain_head from wallets where id = ?`,
      [orphan.id, sound.id],
    );
    const answers = await Promise.all(
      [depositTo(sound, 1), depositTo(orphan, 1), depositTo(sound, 1)].map((command) =>
        outcomeOf(t.ledger.submit(command)).catch((error: unknown) => error),
      ),
    );
    expect(answers).toMatchObject([
      { code: 'OK' },
      { message: expect.stringContaining('treasury') },
      { code: 'OK' },
    ]);
    const stored = await expectBooksToBalance(t.storage);
    expect(stored.wallets.map(({ id }) => id)).not.toContain(systemWalletId('TREASURY', 'UGX'));
    expect(stored.transactions).toHaveLength(2);
  });
});

test('When the flush of a lone command fails half-way, then nothing of it is stored and the next one is served', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 100 });
  await poison(t, 'idempotency_records', GUILTY_AMOUNT, 'fail');
  const before = await books(t.storage);
  await expect(t.ledger.submit(depositTo(wallet, GUILTY_AMOUNT))).rejects.toThrow('poisoned');
  expect(await books(t.storage)).toEqual(before);
  expect(tally([await outcomeOf(t.ledger.submit(depositTo(wallet, 1)))])).toEqual({ OK: 1 });
  expect(t.unknownOutcomes).toEqual([]);
  await expectBooksToBalance(t.storage);
});
