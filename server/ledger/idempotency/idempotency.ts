import { digest } from '../chain/digest.js';
import { LedgerError, Rejection } from '../errors.js';
import { IdempotencyRecord } from '../model/idempotency-record.js';
import { newRow } from '../model/new-row.js';
import { OPERATIONS, type Operation } from '../model/operations.js';

const KEY_PATTERN = /^[\x21-\x7e]{1,255}$/;

/** A key with its principal, and the request that it is used for. */
export interface Claim {
  readonly principalId: string;
  readonly idempotencyKey: string;
  readonly operation: Operation;
  readonly fingerprint: string;
  readonly acceptedAt: Date;
}

/** @throws LedgerError IDEMPOTENCY_KEY_INVALID unless the key is 1–255 visible ASCII characters. */
export function assertIdempotencyKey(key: string): void {
  if (!KEY_PATTERN.test(key)) {
    throw new LedgerError(
      'IDEMPOTENCY_KEY_INVALID',
      'An idempotency key is 1 to 255 visible ASCII characters',
    );
  }
}

/**
 * SHA-256 over the canonical JSON (RFC 8785) of what is asked for, so that the order of fields, "1.0" against "1.00" and
 * the API it came through make no difference.
 */
export function fingerprintOf(asked: object): string {
  return digest(asked);
}

/** Makes the claim of a request on its key; undefined without a key. @throws LedgerError IDEMPOTENCY_KEY_INVALID */
export function claimOf(
  principalId: string,
  asked: { readonly operation: Operation },
  idempotencyKey: string | undefined,
  acceptedAt: Date,
): Claim | undefined {
  if (idempotencyKey === undefined) return undefined;
  assertIdempotencyKey(idempotencyKey);
  const { operation } = asked;
  return { principalId, idempotencyKey, operation, fingerprint: fingerprintOf(asked), acceptedAt };
}

/** IDEMPOTENCY_KEY_REUSED when the key stands for something else. */
export function conflictOf(record: IdempotencyRecord, claim: Claim): LedgerError | undefined {
  if (record.operation === claim.operation && record.fingerprint === claim.fingerprint) return undefined;
  return new LedgerError(
    'IDEMPOTENCY_KEY_REUSED',
    'This idempotency key was used before, for a different request',
    {
      operation: OPERATIONS[record.operation].mutation,
      firstSeenAt: record.createdAt.toISOString(),
    },
  );
}

/** A record of the claim without an outcome yet; exactly one is to be set before it is flushed. */
export function openRecord(claim: Claim): IdempotencyRecord {
  return newRow(IdempotencyRecord, {
    principalId: claim.principalId,
    key: claim.idempotencyKey,
    operation: claim.operation,
    fingerprint: claim.fingerprint,
    transactionId: null,
    walletId: null,
    batchId: null,
    userId: null,
    auditSequence: null,
    rejectionCode: null,
    rejectionMessage: null,
    rejectionDetails: null,
    createdAt: claim.acceptedAt,
  });
}

export function pinRejection(record: IdempotencyRecord, rejection: Rejection): void {
  record.rejectionCode = rejection.code;
  record.rejectionMessage = rejection.message;
  record.rejectionDetails = rejection.details;
}

/** The pinned rejection, as a later attempt hears it; undefined when the key made something. */
export function pinnedRejection(record: IdempotencyRecord): Rejection | undefined {
  if (!record.rejectionCode) return undefined;
  return new Rejection(
    record.rejectionCode,
    record.rejectionMessage ?? '',
    record.rejectionDetails ?? {},
    true,
  );
}

/** Identifies a key within all principals' key spaces. */
export function scopedKey(principalId: string, key: string): string {
  return `${principalId} ${key}`;
}
