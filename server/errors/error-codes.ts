import type { AccessCode } from '../identity/model/errors.js';
import type { LedgerCode } from '../ledger/errors.js';
import { MISSING } from '../ledger/not-found.js';

/** Every code that a client can meet: those of the product, and those of the transports. */
export type ErrorCode =
  | LedgerCode
  | AccessCode
  | 'IDEMPOTENCY_KEY_MISSING'
  | 'NOT_READY'
  | 'DOCUMENT_NOT_TRUSTED'
  | 'PAYLOAD_TOO_LARGE'
  | 'INTERNAL_SERVER_ERROR';

export interface ErrorKind {
  /** Status of the HTTP answer, where the transport is REST. */
  readonly status: number;
  /** The same words whenever the code occurs; the detail describes one occurrence. */
  readonly title: string;
  readonly meaning: string;
}

/** Maps each code to its HTTP status, the one place that does. The compiler notices a code without a row. */
export const ERROR_KINDS: Readonly<Record<ErrorCode, ErrorKind>> = {
  BAD_USER_INPUT: {
    status: 400,
    title: 'The request is not valid',
    meaning:
      'A field is missing, unknown, or of the wrong type or length. `details.field` names the first one.',
  },
  IDEMPOTENCY_KEY_MISSING: {
    status: 400,
    title: 'The idempotency key is missing',
    meaning: 'A request that moves money carries a key of its own, so that it can be repeated safely.',
  },
  IDEMPOTENCY_KEY_INVALID: {
    status: 400,
    title: 'The idempotency key is not valid',
    meaning: 'A key is 1 to 255 visible ASCII characters, given once.',
  },
  UNAUTHENTICATED: {
    status: 401,
    title: 'Nobody is signed in',
    meaning:
      'There is no session or API token, it has ended, it is not that of the user named in the header Nissmart-User, or the email, the password, the code or the passkey is wrong.',
  },
  SECOND_FACTOR_REQUIRED: {
    status: 401,
    title: 'A second factor is needed',
    meaning:
      'At a sign-in, or where a password is entered again: it was right and is not enough; `details.methods` says what is asked for beside it: TOTP and RECOVERY_CODE go into `code`, PASSKEY is used instead. Anywhere else: analysts and operators of this server must prove a second factor, and may do nothing before but set one up.',
  },
  FORBIDDEN: {
    status: 403,
    title: 'Not allowed',
    meaning: 'The signed-in user, or the API token, may not do this.',
  },
  CONFIRMATION_REQUIRED: {
    status: 403,
    title: 'The password is needed again',
    meaning:
      'The session has not proved the password for a while. `confirmPassword` does, or `confirmWithPasskey`, and then the same request, with the same key, goes through.',
  },
  DOCUMENT_NOT_TRUSTED: {
    status: 403,
    title: 'Not a document that is executed here',
    meaning:
      'This server executes the GraphQL documents that it knows and no others; the one that was sent, or its id, is not among them. Nothing happened.',
  },
  NOT_FOUND: {
    status: 404,
    title: 'Not found',
    meaning: `It does not exist, or belongs to somebody else. \`details.what\` says what was looked for: ${Object.keys(MISSING).join(', ')}; \`details.field\` names the field that it came from.`,
  },
  EMAIL_TAKEN: {
    status: 409,
    title: 'The email is taken',
    meaning: 'There is an account with this email already.',
  },
  INVALID_STATE: {
    status: 409,
    title: 'Not possible in this state',
    meaning:
      'What the request is about is in a state that does not allow it: settled, reversed, frozen, not empty or suspended. Pinned to the key, where the request has one.',
  },
  ALREADY_SENT: {
    status: 409,
    title: 'The same transfers were sent before',
    meaning:
      'The request asked to be refused in that case. The details say which batch it was, and when. A label of its own makes it a payment of its own.',
  },
  NOT_READY: {
    status: 409,
    title: 'Not there yet',
    meaning: 'It will be there after the seconds that the header Retry-After says.',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    title: 'The request is too large',
    meaning: 'The body has more bytes than any valid one.',
  },
  INVALID_AMOUNT: {
    status: 422,
    title: 'The amount is not valid',
    meaning:
      'It is not a decimal number greater than zero, too large, or has more fraction digits than its currency.',
  },
  CURRENCY_MISMATCH: {
    status: 422,
    title: 'The currencies differ',
    meaning: 'The amount or the other wallet is in another currency than the wallet. Pinned to the key.',
  },
  SAME_WALLET: {
    status: 422,
    title: 'The wallets are the same',
    meaning: 'A transfer goes from one wallet to another. Pinned to the key.',
  },
  INSUFFICIENT_FUNDS: {
    status: 422,
    title: 'Not enough money',
    meaning: 'The wallet has less available than was asked for; the details say how much. Pinned to the key.',
  },
  WALLET_FROZEN: {
    status: 422,
    title: 'The wallet is frozen',
    meaning: 'No money moves in or out of it. Pinned to the key.',
  },
  WALLET_CLOSED: {
    status: 422,
    title: 'The wallet is closed',
    meaning: 'No money moves in or out of it. Pinned to the key.',
  },
  WALLET_LOCKED: {
    status: 422,
    title: 'The wallet is locked',
    meaning:
      'Its owner has locked it, and no money leaves it before `details.lockedUntil`; money that comes in is welcome. `breakLock` ends the lock after the waiting time that they chose. Pinned to the key.',
  },
  BALANCE_LIMIT: {
    status: 422,
    title: 'The balance would be too large',
    meaning: 'Beyond the limit a balance could not be kept exactly. Pinned to the key.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    title: 'The idempotency key stands for something else',
    meaning: 'It was used before with another request. The details say for which operation, and when.',
  },
  RATE_LIMITED: {
    status: 429,
    title: 'Too many requests',
    meaning: 'Retry after the seconds that the header Retry-After says.',
  },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    title: 'Something went wrong on our side',
    meaning:
      'It is not known whether it happened. Retrying with the same key is safe. The log has more under the `requestId`.',
  },
  FEATURE_OFF: {
    status: 501,
    title: 'Not switched on',
    meaning:
      'This server is not set up for it, as for what needs mail where none is sent, or passkeys where it has no name. Nothing happened.',
  },
  UNAVAILABLE: {
    status: 503,
    title: 'Not available now',
    meaning: 'Nothing happened. Retry with the same key.',
  },
  OUTCOME_UNKNOWN: {
    status: 503,
    title: 'The outcome is not known',
    meaning:
      'Nobody can tell yet whether it happened. A retry with the same key learns it, and never does it twice.',
  },
};

/** Message of an internal error for the client; the rest is in the log. */
export const FAULT =
  'Something went wrong on our side. Retrying with the same key is safe; if it happens again, tell us the requestId';

export const ERROR_CODES = Object.keys(ERROR_KINDS) as ErrorCode[];

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_KINDS, code);
}
