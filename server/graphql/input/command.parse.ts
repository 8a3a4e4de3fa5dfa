import { AccessError } from '../../identity/model/errors.js';
import type { RecipientQuery } from '../../identity/users/recipients.js';
import type { MoneyCommand, Movement, TransferCommand } from '../../ledger/model/command.js';
import { parseAmount } from '../../ledger/money/money.js';
import type { DepositInput, MoneyInput, TransferInput, WithdrawInput } from '../types/command.types.js';
import { parseMetadata } from './metadata.js';
import { parseText } from '../../identity/access/text.js';

const DESCRIPTION_LENGTH_MAX = 280;
const REFERENCE_LENGTH_MAX = 140;
/** Maximum length of an email: the longest valid address, and some blanks around it. */
const EMAIL_LENGTH_MAX = 320;

type Common = Movement & Pick<TransferCommand, 'principalId' | 'idempotencyKey'>;

/**
 * Parses and normalises the fields that all commands share, so that equal requests have equal fingerprints.
 *
 * @throws LedgerError INVALID_AMOUNT; AccessError BAD_USER_INPUT
 */
function parseCommon(principalId: string, idempotencyKey: string, input: MoneyInput): Common {
  return { principalId, idempotencyKey, ...parseMovement(input) };
}

/** @throws LedgerError INVALID_AMOUNT; AccessError BAD_USER_INPUT */
export function parseMovement(input: MoneyInput): Movement {
  return {
    amount: parseAmount(input.amount, input.currency),
    currency: input.currency,
    description: text('description', input.description, DESCRIPTION_LENGTH_MAX),
    reference: text('reference', input.reference, REFERENCE_LENGTH_MAX),
    metadata: parseMetadata(input.metadata),
  };
}

export function parseDeposit(
  principalId: string,
  idempotencyKey: string,
  input: DepositInput,
): MoneyCommand<'deposit'> {
  const common = parseCommon(principalId, idempotencyKey, input);
  return { ...common, operation: 'deposit', walletId: input.walletId.toLowerCase() };
}

export function parseWithdrawal(
  principalId: string,
  idempotencyKey: string,
  input: WithdrawInput,
): MoneyCommand<'withdraw'> {
  const common = parseCommon(principalId, idempotencyKey, input);
  return { ...common, operation: 'withdraw', walletId: input.walletId.toLowerCase() };
}

export async function parseTransfer(
  principalId: string,
  idempotencyKey: string,
  input: TransferInput,
  ownersOf: FindOwners,
): Promise<TransferCommand> {
  const common = parseCommon(principalId, idempotencyKey, input);
  const to = await parseRecipient(input, ownersOf);
  return { ...common, operation: 'transfer', fromWalletId: input.fromWalletId.toLowerCase(), to };
}

/** Finds the users with these emails, all by one statement; leaves out emails without an account. */
export type FindOwners = (sought: readonly RecipientQuery[]) => Promise<ReadonlyMap<string, string>>;

/**
 * Finds the recipient of a transfer. The ledger refuses an email that nobody has, at the same moment as one whose owner
 * cannot be paid.
 *
 * @throws AccessError BAD_USER_INPUT, RATE_LIMITED
 */
async function parseRecipient(input: TransferInput, ownersOf: FindOwners): Promise<TransferCommand['to']> {
  const to = recipientOf(input);
  if ('walletId' in to) return to;
  const email = to.email.trim().toLowerCase();
  const owners = await ownersOf([{ email, currency: input.currency }]);
  return { ownerId: owners.get(email) ?? null };
}

/** Returns the one of wallet and email that the client gave. @throws AccessError BAD_USER_INPUT */
export function recipientOf(input: TransferInput): { walletId: string } | { email: string } {
  const walletId = input.toWalletId ?? undefined;
  const email = input.toEmail ?? undefined;
  if (walletId !== undefined && email === undefined) return { walletId: walletId.toLowerCase() };
  if (walletId === undefined && email !== undefined) {
    // No valid address is so long, and an outcome would repeat it.
    if (email.length > EMAIL_LENGTH_MAX)
      throw new AccessError('BAD_USER_INPUT', 'toEmail is too long', { field: 'toEmail' });
    return { email };
  }
  throw new AccessError('BAD_USER_INPUT', 'Give either toWalletId or toEmail', { field: 'toWalletId' });
}

function text(field: string, value: string | null | undefined, lengthMax: number): string | null {
  const parsed = parseText(field, value ?? '', lengthMax);
  return parsed === '' ? null : parsed;
}
