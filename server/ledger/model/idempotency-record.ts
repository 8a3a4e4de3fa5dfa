import { defineEntity, p, PrimaryKeyProp } from '@mikro-orm/core';
import type { ErrorDetails, PinnedCode } from '../errors.js';
import type { Operation } from './operations.js';
import { Transaction } from './transaction.js';
import { TransferBatch } from './transfer-batch.js';
import { Wallet } from './wallet.js';

export const IdempotencyRecordSchema = defineEntity({
  name: 'IdempotencyRecord',
  tableName: 'idempotency_records',
  properties: {
    /** The signed-in user whose key space this key belongs to. */
    principalId: p.uuid().primary(),
    key: p.string().primary(),
    operation: p.string().$type<Operation>(),
    /** SHA-256, in hexadecimal, over the operation and its normalised input. */
    fingerprint: p.string(),
    /** The outcome is exactly one of these: a transaction, a wallet, a batch of transfers, a user, an act, or a rejection. */
    transactionId: () => p.manyToOne(Transaction).mapToPk().fieldName('transaction_id').nullable(),
    walletId: () => p.manyToOne(Wallet).mapToPk().fieldName('wallet_id').nullable(),
    batchId: () => p.manyToOne(TransferBatch).mapToPk().fieldName('batch_id').nullable(),
    userId: p.uuid().nullable(),
    /** Of the act's event in the audit log, where the act is on none of the things above. */
    auditSequence: p.integer().nullable(),
    rejectionCode: p.string().$type<PinnedCode>().nullable(),
    rejectionMessage: p.string().nullable(),
    rejectionDetails: p.json<ErrorDetails>().nullable(),
    createdAt: p.datetime(),
  },
});

/** The outcome of a key, written in the same database transaction as its effect and never changed. */
export class IdempotencyRecord extends IdempotencyRecordSchema.class {
  declare [PrimaryKeyProp]?: ['principalId', 'key'];
}
IdempotencyRecordSchema.setClass(IdempotencyRecord);
