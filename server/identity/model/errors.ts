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

/** Sentences that several places say, so that they say the same words. */
export const SENTENCES = {
  suspended: 'This account is suspended',
  wrongCode: 'The code is wrong',
  wrongPasskey: 'The passkey was not accepted',
  confirm: 'Enter your password again, then repeat the request',
  forOperators: 'This is for operators',
  forStaff: 'This is for analysts and operators',
  analystsRead: 'An analyst reads everything and writes nothing',
} as const;
