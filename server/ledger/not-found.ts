import { LedgerError } from './errors.js';

/** Everything that can be looked for in vain, by the name that `details.what` has, in words. */
export const MISSING = {
  wallet: 'No such wallet',
  transaction: 'No such transaction',
  entry: 'No such entry',
  user: 'No such user',
  batch: 'No such batch',
  apiToken: 'No such API token',
  session: 'No such session',
  passkey: 'No such passkey',
  idempotencyKey: 'This key has not been used',
  // One answer for two cases: whether a stranger has an account is theirs to tell.
  recipient: 'Nobody with this email can receive money in this currency',
  path: 'There is nothing at this address',
} as const;
export type Missing = keyof typeof MISSING;

/**
 * The one answer for what is missing and for what belongs to somebody else.
 *
 * @param field The field or argument of the request that named it, when one did.
 */
export function notFound(what: Missing, field?: string): LedgerError {
  return new LedgerError('NOT_FOUND', MISSING[what], { what, ...(field !== undefined && { field }) });
}
