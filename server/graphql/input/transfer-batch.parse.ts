import { AccessError } from '../../identity/model/errors.js';
import type { BatchItem } from '../../ledger/model/command.js';
import { CodedError, LedgerError } from '../../ledger/errors.js';
import { parseMovement, recipientOf, type FindOwners } from './command.parse.js';
import type { TransferInput } from '../types/command.types.js';
import { parseText } from '../../identity/access/text.js';

export const ITEMS_MAX = 1_000;
const LABEL_LENGTH_MAX = 80;

/** @throws AccessError BAD_USER_INPUT */
export function assertItemCount(input: readonly TransferInput[]): void {
  if (input.length >= 1 && input.length <= ITEMS_MAX) return;
  throw new AccessError('BAD_USER_INPUT', `A batch has 1 to ${String(ITEMS_MAX)} transfers`, {
    field: 'input',
  });
}

/** Parses a label without blanks around it; null for an empty one. @throws AccessError BAD_USER_INPUT */
export function parseLabel(label: string | null | undefined): string | null {
  const text = parseText('label', label ?? '', LABEL_LENGTH_MAX).normalize('NFC');
  return text === '' ? null : text;
}

/**
 * Parses the transfers of a batch and looks their emails up. The ledger decides about an email that nobody has: where each
 * transfer has an outcome of its own, it concerns that one alone.
 *
 * @throws LedgerError INVALID_AMOUNT; AccessError BAD_USER_INPUT; both with the `index` of the item
 */
export async function parseBatch(
  input: readonly TransferInput[],
  ownersOf: FindOwners,
): Promise<BatchItem[]> {
  const parsed = input.map((item, index) => {
    try {
      const recipient = recipientOf(item);
      const to = 'email' in recipient ? { email: recipient.email.trim().toLowerCase() } : recipient;
      return { ...parseMovement(item), fromWalletId: item.fromWalletId.toLowerCase(), to };
    } catch (error) {
      throw atItem(error, index);
    }
  });
  const owners = await ownersOf(
    parsed.flatMap(({ to, currency }) => ('email' in to ? [{ email: to.email, currency }] : [])),
  );
  return parsed.map(({ to, ...item }) => ({
    ...item,
    to: 'email' in to ? { email: to.email, ownerId: owners.get(to.email) ?? null } : to,
  }));
}

/** Adds the index of the item to an error. */
function atItem(error: unknown, index: number): unknown {
  if (!(error instanceof CodedError)) return error;
  const message = `Item ${String(index)}: ${error.message}`;
  const details = { ...error.details, index };
  if (error instanceof AccessError) return new AccessError(error.code, message, details);
  return error instanceof LedgerError ? new LedgerError(error.code, message, details) : error;
}
