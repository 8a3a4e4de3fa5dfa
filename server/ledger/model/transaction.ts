import { defineEntity, p } from '@mikro-orm/core';
import type { Currency } from '../money/currencies.js';
import type { TransactionType } from './transaction-types.js';

export const TRANSACTION_STATUSES = ['PENDING', 'POSTED', 'VOIDED'] as const;
export type TransactionStatus = (typeof TRANSACTION_STATUSES)[number];

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type Metadata = Readonly<Record<string, JsonValue>>;

export const TransactionSchema = defineEntity({
  name: 'Transaction',
  tableName: 'transactions',
  properties: {
    id: p.uuid().primary(),
    type: p.string().$type<TransactionType>(),
    status: p.string().$type<TransactionStatus>(),
    /** In minor units of `currency`, always positive. */
    amount: p.integer(),
    currency: p.string().$type<Currency>(),
    sourceWalletId: p.uuid(),
    destinationWalletId: p.uuid(),
    /** The user who asked for it. */
    initiatedById: p.uuid(),
    reference: p.string().nullable(),
    description: p.string().nullable(),
    metadata: p.json<Metadata>().nullable(),
    createdAt: p.datetime(),
    postedAt: p.datetime().nullable(),
    voidedAt: p.datetime().nullable(),
    /** Expiry, after which a PENDING transaction can only be voided; null for a transaction that was posted at once. */
    expiresAt: p.datetime().nullable(),
    /** The transaction that this one undoes; set for a REVERSAL only, and unique. */
    reversalOfId: p.uuid().nullable(),
  },
});

/** One movement of money from a source to a destination wallet. Once POSTED, its money fields never change again. */
export class Transaction extends TransactionSchema.class {}
TransactionSchema.setClass(Transaction);
