import { defineEntity, p, PrimaryKeyProp } from '@mikro-orm/core';
import type { Currency } from '../money/currencies.js';
import type { ErrorDetails, LedgerCode } from '../errors.js';
import { Transaction, type Metadata } from './transaction.js';

/** ATOMIC: all transfers or none. EACH: every transfer has an outcome of its own. */
export type BatchMode = 'ATOMIC' | 'EACH';

/** One transfer as it was asked for. A person goes by the email that was given, in lower case. */
export interface BatchRequest {
  readonly fromWalletId: string;
  readonly to: { readonly walletId: string } | { readonly email: string };
  /** Minor units. */
  readonly amount: number;
  readonly currency: Currency;
  readonly reference: string | null;
  readonly description: string | null;
  readonly metadata: Metadata | null;
}

export const TransferBatchSchema = defineEntity({
  name: 'TransferBatch',
  tableName: 'transfer_batches',
  properties: {
    id: p.uuid().primary(),
    mode: p.string().$type<BatchMode>(),
    initiatedById: p.uuid(),
    itemCount: p.integer(),
    /** Name given by the sender, such as a month; distinguishes payments of the same list. */
    label: p.string().nullable(),
    /** See `contentDigestOf`. Null like the label and the requests in what earlier versions of the product have made. */
    contentDigest: p.string().nullable(),
    createdAt: p.datetime(),
  },
});

/** Many transfers that were asked for under one key. */
export class TransferBatch extends TransferBatchSchema.class {}
TransferBatchSchema.setClass(TransferBatch);

export const TransferBatchItemSchema = defineEntity({
  name: 'TransferBatchItem',
  tableName: 'transfer_batch_items',
  properties: {
    batchId: () => p.manyToOne(TransferBatch).mapToPk().fieldName('batch_id').primary(),
    /** Its place in the request, counted from 0. */
    position: p.integer().primary(),
    request: p.json<BatchRequest>().nullable(),
    /** Either the transaction that it made, or why it made none. */
    transactionId: () => p.manyToOne(Transaction).mapToPk().fieldName('transaction_id').nullable(),
    errorCode: p.string().$type<LedgerCode>().nullable(),
    errorMessage: p.string().nullable(),
    errorDetails: p.json<ErrorDetails>().nullable(),
  },
});

/** The outcome of one transfer of a batch; pinned with the batch's key. */
export class TransferBatchItem extends TransferBatchItemSchema.class {
  declare [PrimaryKeyProp]?: ['batchId', 'position'];
}
TransferBatchItemSchema.setClass(TransferBatchItem);
