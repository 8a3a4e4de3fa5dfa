import { AccessError } from '../identity/errors.js';
import type { Command, TransferCommand } from '../ledger/command.js';
import { parseAmount } from '../ledger/money.js';
import type { MoneyInput, TransferInput } from './command.types.js';
import { parseMetadata } from './metadata.js';
import { parseText } from './text.js';

const DESCRIPTION_LENGTH_MAX = 280;
const REFERENCE_LENGTH_MAX = 140;

type Common = Pick<
  Command,
  'principalId' | 'idempotencyKey' | 'amount' | 'currency' | 'description' | 'reference' | 'metadata'
>;

/**
 * What all commands share, parsed and normalised, so that equal requests have equal fingerprints.
 *
 * @throws LedgerError INVALID_AMOUNT; AccessError BAD_USER_INPUT
 */
export function parseCommon(principalId: string, idempotencyKey: string, input: MoneyInput): Common {
  return {
    principalId,
    idempotencyKey,
    amount: parseAmount(input.amount, input.currency),
    currency: input.currency,
    description: text('description', input.description, DESCRIPTION_LENGTH_MAX),
    reference: text('reference', input.reference, REFERENCE_LENGTH_MAX),
    metadata: parseMetadata(input.metadata),
  };
}

/** @param ownerIdOf Finds the user with an email; undefined when there is none. */
export async function parseRecipient(
  input: TransferInput,
  ownerIdOf: (email: string) => Promise<string | undefined>,
): Promise<TransferCommand['to']> {
  const walletId = input.toWalletId ?? undefined;
  const email = input.toEmail ?? undefined;
  if (walletId !== undefined && email === undefined) return { walletId: walletId.toLowerCase() };
  if (walletId !== undefined || email === undefined) {
    throw new AccessError('BAD_USER_INPUT', 'Give either toWalletId or toEmail', { field: 'toWalletId' });
  }
  const ownerId = await ownerIdOf(email);
  if (ownerId === undefined) throw new AccessError('NOT_FOUND', 'Nobody with this email has an account');
  return { ownerId };
}

function text(field: string, value: string | null | undefined, lengthMax: number): string | null {
  const parsed = parseText(field, value ?? '', lengthMax);
  return parsed === '' ? null : parsed;
}
