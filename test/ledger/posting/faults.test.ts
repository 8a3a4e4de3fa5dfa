import { describe, expect, test } from '@jest/globals';
import { systemWalletId } from '../../../server/ledger/model/ids.js';
import { books, entriesOf, expectBooksToBalance } from '../../support/books.js';
import { depositTo, transferFrom, withdrawFrom } from '../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { outcomeOf, tally } from '../../support/outcome.js';
import { rawConnection } from '../../support/raw.js';

const GUILTY_AMOUNT = 666;

/** The database itself raises a fault for one amount, as a constraint that the code forgot would. */
function poison(
  { storage }: TestLedger,
  table: 'transactions' | 'entries' | 'idempotency_records',
  how = 'abort',
): void {
  const guilty =
    table === 'idempotency_records'
      ? `new.transaction_id in (select id from transactions where amount = ${GUILTY_AMOUNT})`
      : `new.amount = ${GUILTY_AMOUNT}`;
  rawConnection(storage).exec(
    `create trigger poison after insert on ${table} when ${guilty} begin select raise(${how}, 'poisoned'); end`,
  );
}

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

describe('When one command of a batch hits a fault of its own, then only it fails', () => {
  test.each([
    ['transactions', 'abort'],
    ['transactions', 'rollback'],
    ['transactions', 'fail'],
    ['entries', 'abort'],
    ['entries', 'rollback'],
    ['idempotency_records', 'abort'],
  ] as const)('and its neighbours are stored: a fault in %s that is raised as %s', async (table, how) => {
    const t = await TestLedger.open();
    const wallet = await t.wallet();
    const other = await t.wallet();
    poison(t, table, how);
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
    rawConnection(t.storage).exec('drop trigger poison');
    expect(await outcomeOf(t.ledger.submit(guilty))).toMatchObject({ code: 'OK', replayed: false });
    await expectBooksToBalance(t.storage);
  });

  test('and the report names each outcome', async () => {
    const t = await TestLedger.open();
    poison(t, 'transactions');
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

describe('When the row of one wallet is corrupt, then only what touches it fails', () => {
  test.each([
    ['more of it is held than there is', 'held = 200', 'wallets_only_treasury_below_zero'],
    [
      'it lost count of its entries',
      'sequence = sequence + 7, chain_head = hex(zeroblob(32))',
      'an entry continues the sequence',
    ],
    ['its balance contradicts its entries', 'posted = posted + 1', 'an entry continues the sequence'],
  ])('and the rest of the batch is stored: %s', async (_what, corruption, message) => {
    const t = await TestLedger.open();
    const corrupt = await t.wallet({ balance: 100 });
    const sound = await t.wallet({ balance: 100 });
    const raw = rawConnection(t.storage);
    raw.pragma('ignore_check_constraints = ON');
    raw.exec(`update wallets set ${corruption} where id = '${corrupt.id}'`);
    const before = await books(t.storage);

    const answers = await Promise.all(
      [depositTo(sound, 1), depositTo(corrupt, 7), depositTo(sound, 2)].map((command) =>
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
    expect(stored.wallets.filter(({ id }) => id === corrupt.id)).toEqual(
      before.wallets.filter(({ id }) => id === corrupt.id),
    );
    expect(entriesOf(stored, corrupt)).toEqual(entriesOf(before, corrupt));
    expect(stored.records).toHaveLength(before.records.length + 2);
  });

  test('and the rest of the batch is stored: its treasury is not there', async () => {
    const t = await TestLedger.open();
    const sound = await t.wallet();
    const orphan = { ...sound, id: '00000000-0000-7000-8000-000000000000', currency: 'UGX' } as const;
    rawConnection(t.storage).exec(
      `insert into wallets select '${orphan.id}', owner_id, kind, 'UGX', name, status, 0, 0, 0, 0, created_at, chain_head, null, 0
       from wallets where id = '${sound.id}'`,
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
  poison(t, 'idempotency_records', 'fail');
  const before = await books(t.storage);
  await expect(t.ledger.submit(depositTo(wallet, GUILTY_AMOUNT))).rejects.toThrow('poisoned');
  expect(await books(t.storage)).toEqual(before);
  expect(tally([await outcomeOf(t.ledger.submit(depositTo(wallet, 1)))])).toEqual({ OK: 1 });
  expect(t.unknownOutcomes).toEqual([]);
  await expectBooksToBalance(t.storage);
});
