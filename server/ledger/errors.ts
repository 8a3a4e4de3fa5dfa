/** Codes after which the same request, with the same key if it has one, may succeed later and is safe to repeat. */
const RETRYABLE: ReadonlySet<string> = new Set([
  'RATE_LIMITED',
  'NOT_READY',
  'UNAVAILABLE',
  'OUTCOME_UNKNOWN',
  'INTERNAL_SERVER_ERROR',
]);

/** Tells if a request may be repeated after this code, for both APIs and their documentation. */
export function isRetryable(code: string): boolean {
  return RETRYABLE.has(code);
}

/**
 * Every failure a client can meet carries one of a closed set of codes. This base class is what the GraphQL and REST
 * layers translate; anything that is not a CodedError is a fault of ours and is answered without its message.
 */
export abstract class CodedError<Code extends string = string> extends Error {
  readonly retryable: boolean;

  constructor(
    readonly code: Code,
    message: string,
    /** Figures that explain the code, safe to show to the caller. Money is a decimal string. */
    readonly details: ErrorDetails = {},
  ) {
    super(message);
    this.retryable = isRetryable(code);
    this.name = new.target.name;
  }
}

export type ErrorDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** Codes of the ledger's own decisions. They are stored, because a retry with the same key must get the same answer. */
export const PINNED_CODES = [
  'INVALID_STATE',
  'CURRENCY_MISMATCH',
  'SAME_WALLET',
  'INSUFFICIENT_FUNDS',
  'WALLET_FROZEN',
  'WALLET_CLOSED',
  'BALANCE_LIMIT',
  'WALLET_LOCKED',
] as const;
export type PinnedCode = (typeof PINNED_CODES)[number];

export type LedgerCode =
  | PinnedCode
  | 'UNAUTHENTICATED'
  | 'NOT_FOUND'
  | 'ALREADY_SENT'
  | 'BAD_USER_INPUT'
  | 'INVALID_AMOUNT'
  | 'IDEMPOTENCY_KEY_INVALID'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'UNAVAILABLE'
  | 'OUTCOME_UNKNOWN';

export class LedgerError extends CodedError<LedgerCode> {
  constructor(code: LedgerCode, message: string, details: ErrorDetails = {}) {
    super(code, message, details);
  }
}

/** A decision of the ledger on one command, to be pinned to its key. `replayed` marks the answer to a later attempt. */
export class Rejection extends LedgerError {
  declare readonly code: PinnedCode;

  constructor(
    code: PinnedCode,
    message: string,
    details: ErrorDetails = {},
    readonly replayed = false,
  ) {
    super(code, message, details);
  }
}
