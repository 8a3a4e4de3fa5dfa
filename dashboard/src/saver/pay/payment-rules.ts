import type { Currency } from '../../shared/money/currencies';
import { readAmount } from '../../shared/money/amount-reading';
import { formatMoney, writeAmount, type Amount } from '../../shared/money/money';
import type { PaymentFields, PaymentKind, Recipient } from './payment/payment';

export const DESCRIPTION_LENGTH_MAX = 280;

/** A locale that writes decimals as the API takes them. */
const WIRE_LOCALE = 'en-US';

/** The wallet of the form: the fields that the rules need. */
export interface WalletState {
  readonly status: 'ACTIVE' | 'FROZEN' | 'CLOSED';
  readonly balance: { readonly available: Amount & { readonly minorUnits: string } };
}

export type PaymentProblems = Readonly<
  Partial<Record<'wallet' | 'amount' | 'recipient' | 'description', string>>
>;

/** Returns the reasons for which the server would refuse the form. Empty fields are no problem here: see `isComplete`. */
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
    problems.recipient = 'This is not an email address.';
  }
  if (description.length > DESCRIPTION_LENGTH_MAX) {
    problems.description = `At most ${DESCRIPTION_LENGTH_MAX} characters.`;
  }
  return problems;
}

/** Returns true once every required field is filled in. */
export function isComplete(kind: PaymentKind, { walletId, amount, recipient }: PaymentFields): boolean {
  const to = recipient.type === 'email' ? recipient.email : recipient.walletId;
  return walletId !== '' && amount !== '' && (kind !== 'transfer' || to.trim() !== '');
}

/** Returns the text of the amount field. */
export function typedOf({ typed, amount, currency }: PaymentFields): string {
  return typed ?? (amount === '' ? '' : writeAmount({ amount, currency }));
}

/** Returns the fields with another text for the amount. */
export function withTyped(fields: PaymentFields, typed: string): PaymentFields {
  const reading = readAmount(typed, fields.currency);
  return { ...fields, typed, amount: 'amount' in reading ? reading.amount : '' };
}

/**
 * The fields in another currency, in which what was typed may be another amount, or none; and a wallet that was chosen to
 * send to cannot take it.
 */
export function withCurrency(fields: PaymentFields, currency: Currency): PaymentFields {
  if (currency === fields.currency) return fields;
  const { recipient } = fields;
  const reached: Recipient = recipient.type === 'email' ? recipient : { type: 'email', email: '' };
  return withTyped({ ...fields, currency, recipient: reached }, typedOf(fields));
}

/** Checks the amount. Says nothing of a text that cannot be read: its field does that. */
function amountProblem(
  kind: PaymentKind,
  { amount, currency }: PaymentFields,
  wallet: WalletState | undefined,
): string | undefined {
  if (amount === '') return undefined;
  const reading = readAmount(amount, currency, { locale: WIRE_LOCALE });
  if ('problem' in reading) return reading.problem;
  if (kind === 'deposit' || !wallet) return undefined;
  const { available } = wallet.balance;
  if (reading.minorUnits <= BigInt(available.minorUnits)) return undefined;
  return `That is more than the ${formatMoney(available)} available.`;
}
