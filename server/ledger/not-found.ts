import { LedgerError } from './errors.js';

/** Messages for missing objects, by the name in `details.what`. */
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
  // The same message for two cases, so that it does not reveal if a stranger has an account.
  recipient: 'Nobody with this email can receive money in this currency',
  path: 'There is nothing at this address',
} as const;
export type Missing = keyof typeof MISSING;

/**
 * Makes the error for an object that is missing or belongs to another user, which clients cannot tell apart.
 *
 * @param field Field or argument of the request that named the object, if any.
 */
export function notFound(what: Missing, field?: string): LedgerError {
  return new LedgerError('NOT_FOUND', MISSING[what], { what, ...(field !== undefined && { field }) });
}
