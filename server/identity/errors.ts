import { CodedError, type ErrorDetails } from '../ledger/errors.js';

export type AccessCode =
  'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'EMAIL_TAKEN' | 'BAD_USER_INPUT' | 'RATE_LIMITED';

/** Why somebody may not, or not yet, do what they asked for. */
export class AccessError extends CodedError<AccessCode> {
  constructor(code: AccessCode, message: string, details: ErrorDetails = {}) {
    super(code, message, details, code === 'RATE_LIMITED');
  }
}
