import { describe, expect, jest, test } from '@jest/globals';
import { books, expectBooksToBalance } from '../../support/books.js';
import { depositTo, withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { failureOf, outcomeOf } from '../../support/outcome.js';
import { rawConnection } from '../../support/raw.js';

const UNKNOWN = {
  code: 'OUTCOME_UNKNOWN',
  message: 'It is not known whether this was stored; retry with the same key',
  details: {},
  retryable: true,
  replayed: false,
};
const STOPPED = {
  code: 'UNAVAILABLE',
  message: 'The ledger has stopped taking writes; nothing happened',
  details: {},
  retryable: true,
  replayed: false,
};

/** The next COMMIT reports an error although everything is stored, as after a failed flush that reached the disk. */
function failAfterCommit({ storage }: TestLedger): void {
  const connection = storage.writer.getConnection('write');
  const commit = connection.commit.bind(connection);
  jest.spyOn(connection, 'commit').mockImplementationOnce(async (...args) => {
    await commit(...args);
    throw new Error('disk I/O error');
  });
}

/** The next COMMIT of a transaction fails for real: SQLite finds a foreign key open that was allowed to wait until then. */
function failAtCommit({ storage }: TestLedger): void {
  const raw = rawConnection(storage);
  raw.exec(`
    create table promises (id integer primary key, kept integer references promises (id) deferrable initially deferred);
    create trigger promise after insert on transactions begin insert into promises (kept) values (-1); end;
    create trigger promise_for_wallet after insert on wallets begin insert into promises (kept) values (-1); end;
  `);
}

describe.each([
  ['everything was stored', failAfterCommit, 'disk I/O error', true],
  ['nothing was stored', failAtCommit, 'FOREIGN KEY constraint failed', false],
] as const)('When a COMMIT fails and %s', (_case, sabotage, cause, committed) => {
  test('then the outcome is unknown, nothing more is written, and a retry after a restart has one effect', async () => {
    const t = await TestLedger.open();
    const wallet = await t.wallet({ balance: 1_000 });
    const before = await books(t.storage);
    sabotage(t);

    const first = withdrawFrom(wallet, 600);
    const sharing = depositTo(wallet, 50);
    const queued = withdrawFrom(wallet, 1);
    const answers = [first, sharing].map((command) => outcomeOf(t.ledger.submit(command)));
    while (t.ledger.queueLength > 0) await new Promise(setImmediate);
    answers.push(outcomeOf(t.ledger.submit(queued)));
    expect(await Promise.all(answers)).toEqual([UNKNOWN, UNKNOWN, STOPPED]);

    const later = depositTo(wallet, 2);
    expect(await outcomeOf(t.ledger.submit(later))).toEqual(STOPPED);
    const opening = t.ledger.openWallet({ ownerId: wallet.ownerId, name: 'n', currency: 'UGX' }, 'late');
    expect(await opening.then(() => undefined, failureOf)).toEqual(STOPPED);
    expect(t.units.accepting).toBe(false);
    expect(t.unknownOutcomes.map(String)).toEqual([expect.stringContaining(cause)]);
    expect(t.batches.slice(-3).map(({ outcomes }) => outcomes.map(({ code }) => code))).toEqual([
      ['OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN'],
      ['UNAVAILABLE'],
      ['UNAVAILABLE'],
    ]);

    const restarted = await t.reopen();
    if (!committed) {
      expect(await books(restarted.storage)).toEqual(before);
      rawConnection(restarted.storage).exec('drop trigger promise; drop trigger promise_for_wallet');
    }
    const retries = [first, sharing, queued, later];
    const heard = await Promise.all(retries.map((command) => outcomeOf(restarted.ledger.submit(command))));
    expect(heard).toMatchObject([
      { code: 'OK', replayed: committed, transaction: { amount: 600 } },
      { code: 'OK', replayed: committed, transaction: { amount: 50 } },
      { code: 'OK', replayed: false },
      { code: 'OK', replayed: false },
    ]);
    const stored = await expectBooksToBalance(restarted.storage);
    expect(stored.transactions.map(({ amount }) => amount)).toEqual([1_000, 600, 50, 1, 2]);
    expect(stored.wallets.find(({ id }) => id === wallet.id)).toMatchObject({ posted: 451, sequence: 5 });
    expect(restarted.unknownOutcomes).toEqual([]);
  });

  test('then opening a wallet is unknown too, and its retry opens one wallet', async () => {
    const t = await TestLedger.open();
    const { id: ownerId } = await t.user();
    const wanted = { ownerId, name: 'n', currency: 'KES' } as const;
    sabotage(t);
    const opening = t.ledger.openWallet(wanted, 'open');
    expect(await opening.then(() => undefined, failureOf)).toEqual(UNKNOWN);
    expect(t.unknownOutcomes).toHaveLength(1);

    const restarted = await t.reopen();
    if (!committed)
      rawConnection(restarted.storage).exec('drop trigger promise; drop trigger promise_for_wallet');
    expect(await restarted.ledger.openWallet(wanted, 'open')).toMatchObject({ replayed: committed });
    expect((await expectBooksToBalance(restarted.storage)).wallets).toHaveLength(3);
  });
});

test('When a COMMIT fails, then a rejection of the same batch is unknown too, because its key may not be pinned', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 1_000 });
  const rejected = withdrawFrom(wallet, 1_001);
  failAfterCommit(t);
  expect(await outcomeOf(t.ledger.submit(rejected))).toEqual(UNKNOWN);
  const restarted = await t.reopen();
  expect(await outcomeOf(restarted.ledger.submit(rejected))).toMatchObject({
    code: 'INSUFFICIENT_FUNDS',
    replayed: true,
  });
  expect((await expectBooksToBalance(restarted.storage)).records).toHaveLength(2);
});
