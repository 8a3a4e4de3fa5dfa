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
function assertIdempotencyKey(key: string): void {
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

/** An operation, the principal who asks for it, and their key; either may be missing. */
export interface KeyedRequest {
  readonly operation: Operation;
  readonly principalId: string | null;
  readonly idempotencyKey: string | null | undefined;
}

/**
 * Makes the claim of a request on its key; undefined without a key or a principal.
 *
 * @param asked Everything that has to be the same the next time.
 * @throws LedgerError IDEMPOTENCY_KEY_INVALID
 */
export function claimOf(
  { operation, principalId, idempotencyKey }: KeyedRequest,
  asked: object,
  acceptedAt: Date,
): Claim | undefined {
  if (principalId === null || idempotencyKey === null || idempotencyKey === undefined) return undefined;
  assertIdempotencyKey(idempotencyKey);
  const fingerprint = fingerprintOf({ ...asked, operation });
  return { principalId, idempotencyKey, operation, fingerprint, acceptedAt };
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

/** The thing that a key made or changed: exactly one of these. */
export type Pinned = Partial<
  Pick<IdempotencyRecord, 'transactionId' | 'walletId' | 'batchId' | 'userId' | 'auditSequence'>
>;

/** Makes the record of a key: the thing it made or changed, or its refusal. */
export function recordOf(claim: Claim, outcome: Pinned | Rejection): IdempotencyRecord {
  const [pinned, rejection] = outcome instanceof Rejection ? [{}, outcome] : [outcome, undefined];
  return newRow(IdempotencyRecord, {
    principalId: claim.principalId,
    key: claim.idempotencyKey,
    operation: claim.operation,
    fingerprint: claim.fingerprint,
    transactionId: pinned.transactionId ?? null,
    walletId: pinned.walletId ?? null,
    batchId: pinned.batchId ?? null,
    userId: pinned.userId ?? null,
    auditSequence: pinned.auditSequence ?? null,
    rejectionCode: rejection?.code ?? null,
    rejectionMessage: rejection?.message ?? null,
    rejectionDetails: rejection?.details ?? null,
    createdAt: claim.acceptedAt,
  });
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
