import { defineEntity, p, PrimaryKeyProp } from '@mikro-orm/core';
import type { ErrorDetails, LedgerCode } from './errors.js';
import { Transaction } from './transaction.js';

/** ATOMIC: all transfers or none. EACH: every transfer has an outcome of its own. */
export type BatchMode = 'ATOMIC' | 'EACH';

export const TransferBatchSchema = defineEntity({
  name: 'TransferBatch',
  tableName: 'transfer_batches',
  properties: {
    id: p.uuid().primary(),
    mode: p.string().$type<BatchMode>(),
    initiatedById: p.uuid(),
    itemCount: p.integer(),
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
