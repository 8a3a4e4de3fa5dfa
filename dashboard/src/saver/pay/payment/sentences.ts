import { formatMoney } from '../../../shared/money/money';
import type { Payment } from './payment';

export const KIND_TITLES = {
  deposit: 'Add money',
  transfer: 'Send money',
  withdraw: 'Withdraw money',
} as const;

/** Says in one sentence what the payment will do. */
export function futureOf(payment: Payment, walletName: string): string {
  const amount = sumOf(payment);
  switch (payment.kind) {
    case 'deposit':
      return `${amount} will be added to ${walletName}.`;
    case 'withdraw':
      return `${amount} will leave ${walletName} and be paid out to you.`;
    case 'transfer':
      return `${amount} will go from ${walletName} to ${recipientOf(payment)}.`;
  }
}

/** Writes the headline for a payment that was accepted. */
export function pastOf(payment: Payment): string {
  const amount = sumOf(payment);
  const waits = payment.stage === 'accepted' && payment.waits === true;
  switch (payment.kind) {
    case 'deposit':
      return waits ? `${amount} on its way in` : `${amount} added`;
    case 'withdraw':
      return waits ? `${amount} on its way out` : `${amount} withdrawn`;
    case 'transfer':
      return `${amount} sent to ${recipientOf(payment)}`;
  }
}

/** Adds a remark to the headline, when the payment is pending or was made before. */
export function remarkOn({
  waits = false,
  replayed,
}: Extract<Payment, { stage: 'accepted' }>): string | undefined {
  if (waits) return 'It waits for a review. You will see in the wallet what was decided.';
  return replayed ? 'It went through once. The first attempt had already arrived.' : undefined;
}

function recipientOf({ fields: { recipient } }: Payment): string {
  return recipient.type === 'email' ? recipient.email.trim() : recipient.name;
}

function sumOf({ fields }: Payment): string {
  return formatMoney(fields);
}
