import { mayReachEverybodys } from './guard.js';
import { AccessError } from '../model/errors.js';
import type { Viewer } from '../model/viewer.js';
import { parseText } from './text.js';

const REASON_LENGTH_MAX = 280;

/** Parses the reason given for an audited act; null when there is none. @throws AccessError BAD_USER_INPUT */
export function parseReason(reason: string | null | undefined): string | null {
  const parsed = parseText('reason', reason ?? '', REASON_LENGTH_MAX);
  return parsed === '' ? null : parsed;
}

/** @throws AccessError BAD_USER_INPUT when there is none */
export function requireReason(reason: string | null | undefined): string {
  const parsed = parseReason(reason);
  if (parsed === null) throw new AccessError('BAD_USER_INPUT', 'Say why', { field: 'reason' });
  return parsed;
}

/** Requires a reason from an operator who acts on other people's money; its owner need not give one. */
export function reasonOf(viewer: Viewer, reason: string | null | undefined): string | null {
  return mayReachEverybodys('Mutation.voidTransaction', viewer) ? requireReason(reason) : parseReason(reason);
}
