import { beforeEach, describe, expect, test } from '@jest/globals';
import { AuditEvent } from '../../../server/ledger/model/audit-event.js';
import type { BatchCommand, BatchItem } from '../../../server/ledger/model/command.js';
import { TransferBatch } from '../../../server/ledger/model/transfer-batch.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { expectBooksToBalance, walletRow } from '../../support/books.js';
import { batchOf, item } from '../../support/commands.js';
import { removeTriggers } from '../../support/guards.js';
import { TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { failureOf } from '../../support/outcome.js';
import { rawSql } from '../../support/raw-sql.js';

let t: TestLedger;
/** Hold 1 000 each. */
let a: OwnedWallet;
let z: OwnedWallet;
let b: OwnedWallet;
let c: OwnedWallet;
let list: BatchItem[];

beforeEach(async () => {
  t = await TestLedger.open();
  [a, z] = [await t.wallet({ balance: 1_000 }), await t.wallet({ balance: 1_000 })];
  [b, c] = [await t.wallet(), await t.wallet()];
  list = listFrom(a);
});

function listFrom(source: OwnedWallet): BatchItem[] {
  return [
    item(source, { walletId: b.id }, 100),
    { ...item(source, { email: 'c@example.com', ownerId: c.ownerId }, 200), description: 'Rent' },
  ];
}

async function digestOf(command: BatchCommand): Promise<string | null | undefined> {
  return (await t.ledger.submitBatch(command)).batch.contentDigest;
}

const codeOf = async (command: BatchCommand): Promise<string> =>
  t.ledger.submitBatch(command).then(
    () => 'OK',
    (error: unknown) => failureOf(error).code,
  );

describe('What a batch pays', () => {
  test('has one digest whatever the order, the mode, the label, the wallet and the sender', async () => {
    const digests = [
      await digestOf(batchOf(a, 'EACH', list)),
      await digestOf(batchOf(a, 'EACH', [...list].reverse())),
      await digestOf(batchOf(a, 'ATOMIC', list, { label: 'June' })),
      await digestOf(batchOf(z, 'EACH', listFrom(z))),
    ];
    expect(new Set(digests).size).toBe(1);
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  test('has another digest when an amount, a recipient, a text or the number of payments differs', async () => {
    const [first, second] = list as [BatchItem, BatchItem];
    const others = [
      [{ ...first, amount: 101 }, second],
      [{ ...first, to: { walletId: c.id } }, second],
      [first, { ...second, description: 'Rents' }],
      [first, { ...second, reference: 'r' }],
      [first, { ...second, metadata: { month: 6 } }],
      [first],
      [first, second, second],
    ];
    const digests = [await digestOf(batchOf(a, 'EACH', list))];
    for (const items of others) digests.push(await digestOf(batchOf(a, 'EACH', items)));
    expect(new Set(digests).size).toBe(others.length + 1);
  });
});

describe('A batch that is to be sent only if it is new', () => {
  const guarded = (source: OwnedWallet, more: Partial<BatchCommand> = {}) =>
    batchOf(source, 'EACH', listFrom(source), { unlessSentBy: 'ANYBODY', ...more });

  test('is paid once, also when several are sent at once, by several people and two processes', async () => {
    const twin = await t.twin();
    const codes = await Promise.all([
      codeOf(guarded(a)),
      codeOf(guarded(a)),
      codeOf(guarded(z)),
      twin.ledger.submitBatch(guarded(a)).then(
        () => 'OK',
        (error: unknown) => failureOf(error).code,
      ),
    ]);
    expect(codes.sort()).toEqual(['ALREADY_SENT', 'ALREADY_SENT', 'ALREADY_SENT', 'OK']);
    expect(await walletRow(t.storage, b)).toMatchObject({ posted: 100 });
    await expectBooksToBalance(t.storage);
  });

  test('says which batch was first, and leaves its key free', async () => {
    const { batch } = await t.ledger.submitBatch(guarded(a, { label: 'June' }));
    const second = guarded(z);
    expect(await t.ledger.submitBatch(second).catch(failureOf)).toMatchObject({
      code: 'ALREADY_SENT',
      details: { batchId: batch.id, sentAt: batch.createdAt.toISOString(), label: 'June' },
    });
    expect(await codeOf({ ...second, unlessSentBy: undefined })).toBe('OK');
  });

  test('is a payment of its own under a label of its own, whatever the case of the label', async () => {
    expect(await codeOf(guarded(a))).toBe('OK');
    expect(await codeOf(guarded(a, { label: 'July' }))).toBe('OK');
    expect(await codeOf(guarded(z, { label: 'JULY' }))).toBe('ALREADY_SENT');
    expect(await codeOf(guarded(a))).toBe('ALREADY_SENT');
    expect(await walletRow(t.storage, b)).toMatchObject({ posted: 200 });
  });

  test('hears nothing of what others sent where only the principal counts', async () => {
    expect(await codeOf(guarded(a))).toBe('OK');
    expect(await codeOf(guarded(z, { unlessSentBy: 'PRINCIPAL' }))).toBe('OK');
    expect(await codeOf(guarded(z, { unlessSentBy: 'PRINCIPAL' }))).toBe('ALREADY_SENT');
  });

  test('is replayed under its own key, guarded or not', async () => {
    const command = guarded(a);
    await t.ledger.submitBatch(command);
    for (const unlessSentBy of ['ANYBODY', undefined] as const) {
      expect(await t.ledger.submitBatch({ ...command, unlessSentBy })).toMatchObject({ replayed: true });
    }
    expect(await walletRow(t.storage, b)).toMatchObject({ posted: 100 });
  });
});

test('When a batch is sent, then the audit log says who sent it and what came of it', async () => {
  const command = batchOf(a, 'EACH', [...list, item(a, { walletId: b.id }, 5_000)], { label: 'June' });
  const { batch } = await t.ledger.submitBatch(command);
  const [event] = await t.storage.reader.fork().find(AuditEvent, {});
  expect(event).toMatchObject({
    action: 'TRANSFER_BATCH_SENT',
    actorId: a.ownerId,
    batchId: batch.id,
    walletId: a.id,
    details: {
      mode: 'EACH',
      label: 'June',
      contentDigest: batch.contentDigest,
      itemCount: 3,
      transferred: 2,
      totals: [{ currency: 'KES', amount: '3.00' }],
    },
  });
});

test('When batches were made by an earlier version, then the books prove themselves', async () => {
  await t.ledger.submitBatch(batchOf(a, 'EACH', list));
  await removeTriggers(t);
  await rawSql(t, 'update transfer_batches set content_digest = null, label = null');
  await rawSql(t, 'update transfer_batch_items set request = null');
  await rawSql(t, 'delete from audit_events');
  const { storage, clock } = t;
  expect((await verifyBooks(storage.reader, clock)).problems).toEqual([]);
  await t.ledger.submitBatch(batchOf(a, 'EACH', list, { unlessSentBy: 'ANYBODY' }));
  expect((await verifyBooks(storage.reader, clock)).problems).toEqual([]);
  expect(await storage.reader.fork().count(TransferBatch)).toBe(2);
});
