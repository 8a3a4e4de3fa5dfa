import { beforeEach, describe, expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import type { BatchCommand } from '../../../../server/ledger/model/command.js';
import { books, entriesOf, expectBooksToBalance, walletRow } from '../../../support/books.js';
import { batchOf, depositTo, item, withdrawFrom } from '../../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../../support/ledger.js';
import { failureOf, outcomeOf, refused } from '../../../support/outcome.js';

let t: TestLedger;
/** Holds 1 000. */
let a: OwnedWallet;
let b: OwnedWallet;
let c: OwnedWallet;

beforeEach(async () => {
  t = await TestLedger.open();
  a = await t.wallet({ balance: 1_000 });
  [b, c] = [await t.wallet(), await t.wallet()];
});

async function submit(command: BatchCommand) {
  return t.ledger.submitBatch(command).then(
    ({ batch, items, replayed }) => ({
      code: 'OK' as const,
      replayed,
      id: batch.id,
      items: items.map(({ position, transactionId, errorCode }) => [position, errorCode ?? transactionId]),
    }),
    failureOf,
  );
}

const to = ({ id }: OwnedWallet) => ({ walletId: id });

describe.each(['ATOMIC', 'EACH'] as const)('A batch that is %s', (mode) => {
  test('When all can be made, then each is a transaction, in order, and a retry gives the same items', async () => {
    const command = batchOf(a, mode, [
      item(a, to(b), 300),
      item(a, to(c), 300),
      item(a, { email: 'x@example.com', ownerId: b.ownerId }, 400),
    ]);
    const outcome = await submit(command);
    const stored = await expectBooksToBalance(t.storage);
    const made = stored.transactions.filter(({ type }) => type === 'TRANSFER').map(({ id }) => id);
    expect(outcome).toEqual({
      code: 'OK',
      replayed: false,
      id: expect.any(String),
      items: made.map((id, index) => [index, id]),
    });
    expect(await submit(command)).toEqual({ ...outcome, replayed: true });
    expect(await books(t.storage)).toEqual(stored);
    expect(entriesOf(stored, b)).toEqual([
      [300, 300],
      [400, 700],
    ]);
    expect(await walletRow(t.storage, a)).toMatchObject({ posted: 0, sequence: 4 });
  });

  test('When a thousand are sent while others use the ledger, then all are made', async () => {
    const items = Array.from({ length: 1_000 }, (_, index) => item(a, to(index % 2 === 0 ? b : c), 1));
    const [outcome, before, after] = await Promise.all([
      submit(batchOf(a, mode, items)),
      outcomeOf(t.ledger.submit(depositTo(a, 7))),
      outcomeOf(t.ledger.submit(withdrawFrom(a, 7))),
    ]);
    expect([outcome.code, before.code, after.code]).toEqual(['OK', 'OK', 'OK']);
    const stored = await expectBooksToBalance(t.storage);
    expect(stored.batchItems).toHaveLength(1_000);
    expect(stored.transactions).toHaveLength(1_003);
    expect(await walletRow(t.storage, b)).toMatchObject({ posted: 500, sequence: 500 });
    expect(await walletRow(t.storage, c)).toMatchObject({ posted: 500, sequence: 500 });
  });

  test('When its key comes with other items, then it is IDEMPOTENCY_KEY_REUSED', async () => {
    const command = batchOf(a, mode, [item(a, to(b), 300)]);
    await submit(command);
    const before = await books(t.storage);
    for (const other of [
      { ...command, items: [item(a, to(b), 301)] },
      { ...command, items: [item(a, to(b), 300), item(a, to(b), 300)] },
      { ...command, mode: mode === 'ATOMIC' ? ('EACH' as const) : ('ATOMIC' as const) },
    ]) {
      expect(await submit(other)).toMatchObject({
        code: 'IDEMPOTENCY_KEY_REUSED',
        details: { operation: 'transferBatch' },
      });
    }
    expect(await books(t.storage)).toEqual(before);
  });

  test('When the person behind an email is another one by now, then a retry is a replay still', async () => {
    const email = 'x@example.com';
    const command = batchOf(a, mode, [item(a, { email, ownerId: b.ownerId }, 300)]);
    const outcome = await submit(command);
    const retry = { ...command, items: [item(a, { email, ownerId: null }, 300)] };
    expect(await submit(retry)).toEqual({ ...outcome, replayed: true });
  });
});

describe('A batch that is ATOMIC', () => {
  test('When one cannot be made, then none is, which is pinned with its index, and nothing is left of it', async () => {
    const before = await books(t.storage);
    const command = batchOf(a, 'ATOMIC', [
      item(a, to(b), 600),
      item(a, to(c), 300),
      item(a, to(b), 101),
      item(a, to(c), 1),
    ]);
    const refusal = refused(
      'INSUFFICIENT_FUNDS',
      'Item 2: The wallet has KES 1.00 available and KES 1.01 was requested',
      { available: '1.00', requested: '1.01', currency: 'KES', index: 2 },
    );
    expect(await submit(command)).toEqual(refusal);
    expect(await submit(command)).toEqual({ ...refusal, replayed: true });
    const stored = await expectBooksToBalance(t.storage);
    expect({ ...stored, records: [] }).toEqual({ ...before, records: [] });
    expect(stored.records).toHaveLength(before.records.length + 1);
  });

  test('When it shares a unit of work with others, then they go on from before it, in balance, sequence and chain', async () => {
    t.batches.length = 0;
    const outcomes = await Promise.all([
      outcomeOf(t.ledger.submit(withdrawFrom(a, 100))),
      submit(batchOf(a, 'ATOMIC', [item(a, to(b), 400), item(a, to(a), 1)])),
      outcomeOf(t.ledger.submit(withdrawFrom(a, 900))),
      submit(batchOf(a, 'ATOMIC', [item(a, to(b), 1)])),
      outcomeOf(t.ledger.submit(depositTo(b, 5))),
    ]);
    expect(t.batches.map(({ size }) => size)).toEqual([5]);
    expect(outcomes.map(({ code }) => code)).toEqual(['OK', 'SAME_WALLET', 'OK', 'INSUFFICIENT_FUNDS', 'OK']);
    const stored = await expectBooksToBalance(t.storage);
    expect(entriesOf(stored, a)).toEqual([
      [1_000, 1_000],
      [-100, 900],
      [-900, 0],
    ]);
    for (const wallet of [a, b]) {
      const last = stored.entries.filter((entry) => entry.wallet_id === wallet.id).at(-1);
      expect(await walletRow(t.storage, wallet)).toMatchObject({
        chain_head: last?.hash,
        sequence: last?.sequence,
      });
    }
    expect(stored.batchItems).toEqual([]);
  });

  test('When an item names what is not there, then nothing is made, and the key stays free', async () => {
    const before = await books(t.storage);
    const command = batchOf(a, 'ATOMIC', [item(a, to(b), 1), item(a, { walletId: v4() }, 1)]);
    const missing = refused('NOT_FOUND', 'Item 1: No such wallet', {
      ...{ what: 'wallet', field: 'toWalletId', index: 1 },
    });
    expect(await submit(command)).toEqual(missing);
    expect(await submit(command)).toEqual(missing);
    expect(
      await submit(batchOf(a, 'ATOMIC', [item(a, { email: 'x@example.com', ownerId: null }, 1)])),
    ).toEqual(
      refused('NOT_FOUND', 'Item 0: Nobody with this email can receive money in this currency', {
        ...{ what: 'recipient', field: 'toEmail', index: 0 },
      }),
    );
    expect(await submit(batchOf(a, 'ATOMIC', [item(b, to(a), 1)]))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await books(t.storage)).toEqual(before);
  });
});

describe('A batch of EACH', () => {
  test('When some cannot be made, then the others are, and a retry hears the same of each', async () => {
    const frozen = await t.wallet();
    await t.change(frozen, { status: 'FROZEN' });
    const command = batchOf(a, 'EACH', [
      item(a, to(b), 600),
      item(a, to(c), 401),
      item(a, { walletId: v4() }, 1),
      item(a, { email: 'x@example.com', ownerId: null }, 1),
      item(a, to(frozen), 1),
      item(a, to(c), 400),
      item(a, to(b), 1),
    ]);
    const outcome = await submit(command);
    expect(outcome).toMatchObject({
      items: [
        [0, expect.any(String)],
        [1, 'INSUFFICIENT_FUNDS'],
        [2, 'NOT_FOUND'],
        [3, 'NOT_FOUND'],
        [4, 'WALLET_FROZEN'],
        [5, expect.any(String)],
        [6, 'INSUFFICIENT_FUNDS'],
      ],
    });
    await t.ledger.submit(depositTo(a, 10_000));
    const before = await books(t.storage);
    expect(await submit(command)).toEqual({ ...outcome, replayed: true });
    const stored = await expectBooksToBalance(t.storage);
    expect(stored).toEqual(before);
    expect(await walletRow(t.storage, b)).toMatchObject({ posted: 600 });
    expect(await walletRow(t.storage, c)).toMatchObject({ posted: 400 });
    expect(JSON.parse(stored.batchItems[6]?.error_details ?? '')).toEqual({
      available: '0.00',
      requested: '0.01',
      currency: 'KES',
    });
  });
});
