import { describe, expect, jest, test } from '@jest/globals';
import { recordVerification } from '../../../server/ledger/verify/verifications.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { books } from '../../support/books.js';
import { depositTo, transferFrom, withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { insertTransaction, rawRows } from '../../support/raw-sql.js';
import { damagedBooks } from './verify-fixture.js';

describe('A verification', () => {
  test('When they are empty, finds nothing wrong', async () => {
    const { storage, clock } = await TestLedger.open();
    expect(await verifyBooks(storage.reader, clock)).toEqual({
      kind: 'FULL',
      marks: { entryId: '', transactionId: '', checkpoint: 0, auditSequence: 0 },
      startedAt: clock.now(),
      finishedAt: clock.now(),
      durationMs: expect.any(Number),
      wallets: 0,
      transactions: 0,
      entries: 0,
      idempotencyRecords: 0,
      problems: [],
      problemCount: 0,
    });
  });

  test('Counts what it looked at and changes nothing', async () => {
    const ledger = await TestLedger.open();
    const amina = await ledger.wallet({ balance: 1_000 });
    const brian = await ledger.wallet();
    await ledger.wallet({ currency: 'JPY' });
    await ledger.ledger.submit(transferFrom(amina, { walletId: brian.id }, 300));
    await expect(ledger.ledger.submit(withdrawFrom(brian, 301))).rejects.toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
    });
    const before = await books(ledger.storage);
    expect(await verifyBooks(ledger.storage.reader)).toMatchObject({
      wallets: 7,
      transactions: 2,
      entries: 4,
      idempotencyRecords: 3,
      problems: [],
    });
    expect(await books(ledger.storage)).toEqual(before);
  });

  test.each([1, 2, 3, 5, 1_000])('Finds nothing wrong in pages of %i rows', async (pageRows) => {
    const ledger = await TestLedger.open();
    const wallets = [await ledger.wallet(), await ledger.wallet(), await ledger.wallet({ currency: 'JPY' })];
    for (let round = 0; round < 4; round += 1) {
      ledger.clock.advance(1_800_000);
      await Promise.all(wallets.map((wallet) => ledger.ledger.submit(depositTo(wallet, 10 + round))));
    }
    expect((await verifyBooks(ledger.storage.reader, ledger.clock, pageRows)).problems).toEqual([]);
  });

  test('Finds what is wrong on every page, each thing once', async () => {
    const found = await damagedBooks();
    const { ledger } = found;
    await found.damage('update wallets set incoming = 5');
    await found.damage(
      'update transactions set type = case type when ? then ? else ? end',
      'DEPOSIT',
      'TRANSFER',
      'DEPOSIT',
    );
    await found.damage('update entries set balance_after = 9007199254740992');
    const inOnePage = (await verifyBooks(ledger.storage.reader)).problems;
    expect(inOnePage.filter(({ code }) => code === 'WALLET_INCOMING')).toHaveLength(7);
    expect(inOnePage.filter(({ code }) => code === 'TRANSACTION_PARTIES')).toHaveLength(5);
    expect(inOnePage.filter(({ code }) => code === 'RECORD_OPERATION')).toHaveLength(5);
    expect(inOnePage.filter(({ code }) => code === 'ENTRY_BALANCE')).toHaveLength(10);
    for (const pageRows of [1, 2, 3, 4, 5]) {
      expect((await verifyBooks(ledger.storage.reader, ledger.clock, pageRows)).problems).toEqual(inOnePage);
    }
  });

  test('Accepts a pending withdrawal and a pending deposit that their wallets know of', async () => {
    const ledger = await TestLedger.open();
    const wallet = await ledger.wallet({ balance: 1_000 });
    const other = await ledger.wallet();
    const id = await insertTransaction(
      ledger,
      { source: wallet, destination: other },
      { status: 'PENDING', amount: 70 },
    );
    await ledger.change(wallet, { held: 70 });
    const { problems } = await verifyBooks(ledger.storage.reader);
    expect(problems.map(({ code, subject }) => [code, subject.id])).toEqual([
      // The other side of it does not know, and nobody asked for it with a key.
      ['WALLET_INCOMING', other.id],
      ['TRANSACTION_WITHOUT_RECORD', id],
    ]);
  });
});

describe('A verification while the ledger is written', () => {
  test('Sees one moment of the books, and the ledger does not wait for it', async () => {
    const ledger = await TestLedger.open();
    const amina = await ledger.wallet({ balance: 1_000 });
    const brian = await ledger.wallet();
    const write = async (): Promise<void> => {
      ledger.clock.advance(40_000);
      await ledger.ledger.submit(transferFrom(amina, { walletId: brian.id }, 1));
    };
    for (let round = 0; round < 5; round += 1) await write();

    // After some statements in its view of the books it waits for a write, so that it ends only if no write waits for it.
    let written = 0;
    const connection = ledger.storage.reader.getConnection('write');
    const execute = Reflect.get<typeof connection, 'execute'>(connection, 'execute').bind(connection);
    const spy = jest.spyOn(connection, 'execute').mockImplementation(async (...args) => {
      const answer: unknown = await execute(...args);
      if (written === 5 || !args[0].includes('from entries')) return answer;
      written += 1;
      await write();
      return answer;
    });
    const verifying = verifyBooks(ledger.storage.reader, ledger.clock, 1);
    const { transactions, entries, problems } = await verifying;
    expect({ transactions, entries, problems }).toEqual({ transactions: 6, entries: 12, problems: [] });
    spy.mockRestore();
    expect(written).toBe(5);
    expect((await verifyBooks(ledger.storage.reader)).transactions).toBe(6 + written);
  });
});

describe('The record of a verification', () => {
  test('Keeps when it was, how much it looked at and how much was wrong', async () => {
    const ledger = await TestLedger.open();
    await ledger.wallet({ balance: 1_000 });
    const verification = await verifyBooks(ledger.storage.reader, ledger.clock);
    ledger.clock.advance(1_000);
    await recordVerification(ledger.units, {
      ...verification,
      finishedAt: ledger.clock.now(),
      problemCount: 151,
    });
    expect(await rawRows(ledger, 'select * from verifications')).toEqual([
      {
        id: expect.any(String),
        started_at: verification.startedAt.getTime(),
        finished_at: verification.startedAt.getTime() + 1_000,
        transactions: 1,
        problems: 151,
        kind: 'FULL',
        problem_list: '[]',
        marks: JSON.stringify(verification.marks),
      },
    ]);
  });
});
