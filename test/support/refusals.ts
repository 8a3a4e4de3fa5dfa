import { expect } from '@jest/globals';
import type { TransactionCommand } from '../../server/ledger/model/command.js';
import { books, expectBooksToBalance } from './books.js';
import type { TestLedger } from './ledger.js';
import { outcomeOf, type refused } from './outcome.js';

/** The details may be told by a matcher. */
type Refusal = Omit<ReturnType<typeof refused>, 'details'> & { readonly details: object };
/** A command with a key. */
type Pinnable = Extract<TransactionCommand, { readonly idempotencyKey: string }>;

/** The ledger decides against it: the decision is stored with its key, heard again by a retry, and no money moves. */
export async function expectPinnedRefusal(t: TestLedger, command: Pinnable, refusal: Refusal): Promise<void> {
  const before = await books(t.storage);
  expect(await outcomeOf(t.ledger.submit(command))).toEqual(refusal);

  const after = await expectBooksToBalance(t.storage);
  expect({ ...after, records: [] }).toEqual({ ...before, records: [] });
  expect(after.records).toHaveLength(before.records.length + 1);
  expect(after.records).toContainEqual({
    principal_id: command.principalId,
    key: command.idempotencyKey,
    operation: command.operation,
    fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    transaction_id: null,
    wallet_id: null,
    batch_id: null,
    user_id: null,
    audit_sequence: null,
    rejection_code: refusal.code,
    rejection_message: refusal.message,
    rejection_details: JSON.stringify(refusal.details),
    created_at: t.clock.now().getTime(),
  });

  expect(await outcomeOf(t.ledger.submit(command))).toEqual({ ...refusal, replayed: true });
  expect(await books(t.storage)).toEqual(after);
}

/** It is turned away undecided: nothing at all is written, and the key stays free. */
export async function expectUnpinnedRefusal(
  t: TestLedger,
  command: Pinnable,
  refusal: Refusal,
): Promise<void> {
  const before = await expectBooksToBalance(t.storage);
  expect(await outcomeOf(t.ledger.submit(command))).toEqual(refusal);
  expect(await books(t.storage)).toEqual(before);
  expect(await outcomeOf(t.ledger.submit(command))).toEqual(refusal);
  expect(await books(t.storage)).toEqual(before);
}
