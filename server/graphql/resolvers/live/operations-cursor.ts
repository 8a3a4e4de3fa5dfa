import { AccessError } from '../../../identity/model/errors.js';
import type { OperationsMark } from '../../../live/operations-activity.js';

const MARK = /^([0-9a-f-]{36}) ([0-9]{1,15})$/;

export function cursorOf({ transactionId, auditSequence }: OperationsMark): string {
  return Buffer.from(`${transactionId} ${String(auditSequence)}`).toString('base64url');
}

/** @throws AccessError BAD_USER_INPUT for a malformed cursor. */
export function markOf(cursor: string): OperationsMark {
  const [, transactionId, auditSequence] = MARK.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (transactionId === undefined) {
    throw new AccessError('BAD_USER_INPUT', 'after is not a cursor of this feed', { field: 'after' });
  }
  return { transactionId, auditSequence: Number(auditSequence) };
}
