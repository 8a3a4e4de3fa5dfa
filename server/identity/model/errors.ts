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

/** Why somebody may not, or not yet, do what they asked for. */
export class AccessError extends CodedError<AccessCode> {}
