import type { Currency } from '../lib/currencies';
import { LedgerError } from '../../../server/ledger/errors.js';
import { parseAmount } from '../../../server/ledger/money.js';
import { formatMoney, type Amount } from '../lib/money';
import type { PaymentFields, PaymentKind } from './payment';

export const DESCRIPTION_LENGTH_MAX = 280;

/** The wallet that the form is about, as far as the rules need to know it. */
export interface WalletState {
  readonly status: 'ACTIVE' | 'FROZEN' | 'CLOSED';
  readonly balance: { readonly available: Amount & { readonly minorUnits: string } };
}

export type PaymentProblems = Readonly<
  Partial<Record<'wallet' | 'amount' | 'recipient' | 'description', string>>
>;

/** What the server would have against the form. Nothing is said against what is still empty: see `isComplete`. */
export function problemsOf(
  kind: PaymentKind,
  fields: PaymentFields,
  wallet: WalletState | undefined,
): PaymentProblems {
  const problems: Record<string, string> = {};
  if (wallet?.status === 'FROZEN')
    problems.wallet = 'This wallet is frozen: no money moves in or out until support unfreezes it.';
  const amount = amountProblem(kind, fields, wallet);
  if (amount !== undefined) problems.amount = amount;
  const { recipient, description } = fields;
  if (kind === 'transfer' && recipient.type === 'wallet' && recipient.walletId === fields.walletId) {
    problems.recipient = 'Choose a wallet other than the one the money comes from.';
  }
  if (
    recipient.type === 'email' &&
    recipient.email !== '' &&
    !/^\S+@\S+\.\S+$/.test(recipient.email.trim())
  ) {
    problems.recipient = 'This is no email address.';
  }
  if (description.length > DESCRIPTION_LENGTH_MAX) {
    problems.description = `At most ${DESCRIPTION_LENGTH_MAX} characters.`;
  }
  return problems;
}

/** Whether everything that is needed has been filled in. */
export function isComplete(kind: PaymentKind, { walletId, amount, recipient }: PaymentFields): boolean {
  const to = recipient.type === 'email' ? recipient.email : recipient.walletId;
  return walletId !== '' && amount.trim() !== '' && (kind !== 'transfer' || to.trim() !== '');
}

/** The amount with the currency's digits, for sentences; undefined while it is none. */
export function amountOf({
  amount,
  currency,
}: Pick<PaymentFields, 'amount' | 'currency'>): Amount | undefined {
  return minorUnitsOf(amount, currency) instanceof LedgerError
    ? undefined
    : { amount: amount.trim(), currency };
}

function amountProblem(
  kind: PaymentKind,
  { amount, currency }: PaymentFields,
  wallet: WalletState | undefined,
): string | undefined {
  if (amount.trim() === '') return undefined;
  const minorUnits = minorUnitsOf(amount, currency);
  if (minorUnits instanceof LedgerError) return `${minorUnits.message}.`;
  if (kind === 'deposit' || !wallet) return undefined;
  const { available } = wallet.balance;
  if (BigInt(minorUnits) <= BigInt(available.minorUnits)) return undefined;
  return `That is more than the ${formatMoney(available)} available.`;
}

function minorUnitsOf(amount: string, currency: Currency): number | LedgerError {
  try {
    return parseAmount(amount.trim(), currency);
  } catch (error) {
    if (error instanceof LedgerError) return error;
    throw error;
  }
}
