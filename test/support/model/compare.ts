import { expect } from '@jest/globals';
import { systemWalletId } from '../../../server/ledger/model/ids.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import type { BatchItemRow, TransactionRow, WalletRow } from '../book-rows.js';
import { books, expectBooksToBalance } from '../books.js';
import type { TestLedger } from '../ledger.js';
import type { Account, Motion } from './account.js';
import { placeOf, type Model, type Prediction } from './model.js';

/** Every wallet and every transaction is stored as the model has it. */
export async function expectSameFigures({ storage }: TestLedger, { state }: Model): Promise<void> {
  const { wallets, transactions } = await books(storage);
  const accounts = [...state.accounts, ...state.treasuries.values()].map(figuresOfAccount);
  const escrows = [...state.treasuries.keys()].map((currency) => [
    systemWalletId('ESCROW', currency),
    { status: 'ACTIVE', posted: 0n, held: 0n, incoming: 0n, entries: 0 },
  ]);
  expect(byName(wallets.map(figuresOfRow))).toEqual(byName([...accounts, ...escrows]));
  expect(byName(transactions.map(termsOfRow))).toEqual(byName(state.motions.map(termsOfMotion)));
}

/** Expects everything to be equal, beyond `expectSameFigures`; and the books to verify. */
export async function expectSameBooks(t: TestLedger, model: Model): Promise<void> {
  await expectSameFigures(t, model);
  const { records, batchItems, auditEvents } = await expectBooksToBalance(t.storage);
  const items = Map.groupBy(batchItems, (item) => item.batch_id);
  const pinned = records.map((record) => [
    placeOf(record.principal_id, record.key),
    [
      record.operation,
      record.rejection_code ??
        record.transaction_id ??
        record.wallet_id ??
        outcomesOf(items.get(record.batch_id ?? '') ?? []),
    ],
  ]);
  const due = [...model.pinned].map(([place, { operation, prediction }]) => [
    place,
    [operation, pinnedBy(prediction)],
  ]);
  expect(byName(pinned)).toEqual(byName(due));
  expect(auditEvents.map((event) => [event.action, event.transaction_id, event.wallet_id])).toEqual(
    model.state.acts.map(({ action, motion, account }) => [action, motion?.id ?? null, account?.id ?? null]),
  );
  expect((await verifyBooks(t.storage.reader, t.clock)).problems).toEqual([]);
}

function outcomesOf(items: readonly BatchItemRow[]): (string | null)[] {
  return items.map((item) => item.error_code ?? item.transaction_id);
}

function pinnedBy(prediction: Prediction): unknown {
  if (!('effect' in prediction)) return prediction.code;
  const { effect } = prediction;
  if ('motion' in effect) return effect.motion.id;
  if ('account' in effect) return effect.account.id;
  return effect.items.map((outcome) => (typeof outcome === 'string' ? outcome : outcome.id));
}

function byName(pairs: readonly (readonly unknown[])[]): Map<unknown, unknown> {
  const named = new Map(pairs.map(([name, value]) => [name, value]));
  expect(named.size).toBe(pairs.length);
  return named;
}

function figuresOfAccount({ id, status, posted, held, incoming, entries }: Account): [unknown, object] {
  return [id, { status, posted, held, incoming, entries }];
}

function figuresOfRow(row: WalletRow): [string, object] {
  const [posted, held, incoming] = [row.posted, row.held, row.incoming].map(BigInt);
  return [row.id, { status: row.status, posted, held, incoming, entries: row.sequence }];
}

function termsOfMotion(motion: Motion): [unknown, object] {
  const { id, type, status, amount, source, destination, original } = motion;
  const { createdAt, expiresAt, postedAt, voidedAt } = motion;
  return [
    id,
    {
      what: [type, status, amount, source.currency],
      between: [source.id, destination.id],
      times: [createdAt, expiresAt ?? null, postedAt ?? null, voidedAt ?? null],
      original: original?.id ?? null,
    },
  ];
}

function termsOfRow(row: TransactionRow): [string, object] {
  return [
    row.id,
    {
      what: [row.type, row.status, BigInt(row.amount), row.currency],
      between: [row.source_wallet_id, row.destination_wallet_id],
      times: [row.created_at, row.expires_at, row.posted_at, row.voided_at],
      original: row.reversal_of_id,
    },
  ];
}
