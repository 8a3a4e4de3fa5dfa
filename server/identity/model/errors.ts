import { CodedError } from '../../ledger/errors.js';

export type AccessCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'CONFIRMATION_REQUIRED'
  | 'SECOND_FACTOR_REQUIRED'
  | 'INVALID_STATE'
  | 'NOT_FOUND'
  | 'EMAIL_TAKEN'
  | 'BAD_USER_INPUT'
  | 'RATE_LIMITED'
  | 'FEATURE_OFF';

/** Refusal of a request for want of a permission or a valid input, by its code. */
export class AccessError extends CodedError<AccessCode> {}
