import { defineEntity, p } from '@mikro-orm/core';
import type { NewRow } from './new-row.js';
import { Transaction } from './transaction.js';

export const EntrySchema = defineEntity({
  name: 'Entry',
  tableName: 'entries',
  properties: {
    id: p.uuid().primary(),
    walletId: p.uuid(),
    /** Counts the wallet's entries from 1, without a gap. */
    sequence: p.integer(),
    transactionId: () => p.manyToOne(Transaction).mapToPk().fieldName('transaction_id'),
    /** Signed, in minor units of the wallet's currency: a debit is negative, a credit positive. */
    amount: p.integer(),
    /** The wallet's posted balance right after this entry, in minor units. */
    balanceAfter: p.integer(),
    createdAt: p.datetime(),
    /** Chains it to the wallet's entry before it, see `chain.ts`. */
    hash: p.string(),
  },
});

/** One side of a posted transaction. Append-only: the database refuses to change or remove one. */
export class Entry extends EntrySchema.class {}
EntrySchema.setClass(Entry);

/** An entry before it is stored: a row and no more, because nobody but the database ever sees it again. */
export type NewEntry = Readonly<NewRow<Entry>>;
