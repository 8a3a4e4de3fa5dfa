import { claimOf, type Claim } from '../idempotency/idempotency.js';
import { askedBy, type Queued } from '../model/command.js';

/** A command in the queue: with the moment it was accepted, and what it claims for its key if it has one. */
export interface Accepted {
  readonly command: Queued;
  readonly claim: Claim | undefined;
  readonly acceptedAt: Date;
}

/** @throws LedgerError IDEMPOTENCY_KEY_INVALID */
export function accept(command: Queued, acceptedAt: Date): Accepted {
  const claim = command.operation === 'expire' ? undefined : claimOf(command, askedBy(command), acceptedAt);
  return { command, claim, acceptedAt };
}
