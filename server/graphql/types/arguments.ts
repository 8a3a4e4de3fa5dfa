import { Arg, type ClassType } from 'type-graphql';
import { KEY, OPTIONAL_KEY, STATUS_KEY } from './idempotency-key.js';

/** The key that a movement of money needs. */
export function KeyArg() {
  return Arg('idempotencyKey', () => String, { description: KEY });
}

/** A key that may be left out. */
export function OptionalKeyArg() {
  return Arg('idempotencyKey', () => String, { nullable: true, description: OPTIONAL_KEY });
}

/** The key of a change of a status, which may be left out as well. */
export function StatusKeyArg() {
  return Arg('idempotencyKey', () => String, { nullable: true, description: STATUS_KEY });
}

const WHY = 'Why, for the audit log; up to 280 characters.';

/** The reason of an act, for the audit log. */
export function ReasonArg() {
  return Arg('reason', () => String, { description: WHY });
}

/** As ReasonArg, where nobody has to say, or not everybody. */
export function OptionalReasonArg(description = WHY) {
  return Arg('reason', () => String, { nullable: true, description });
}

/** The filter of a list. @param description Says what the list shows with a filter and without one. */
export function FilterArg(type: () => ClassType, description: string) {
  return Arg('filter', type, { nullable: true, description });
}
