import { isCurrency } from '../money/currencies';
import type { Problem } from './errors';
import type { JsonValue } from '../graphql/tada';
import { formatMoney } from '../money/money';

/** Explains a problem to a person in a sentence, with the server's figures if it gave any. */
export function explainProblem({ code, message, details }: Problem): string {
  switch (code) {
    case 'NETWORK':
      return 'The server could not be reached. Check your connection and try again.';
    case 'INSUFFICIENT_FUNDS': {
      const available = figure(details, 'available');
      const requested = figure(details, 'requested');
      if (available === undefined || requested === undefined) return message;
      return `There is not enough money: ${available} available, ${requested} requested.`;
    }
    case 'RATE_LIMITED': {
      const { retryAfterSeconds } = details;
      if (typeof retryAfterSeconds !== 'number') return 'Too many attempts. Wait a moment and try again.';
      return `Too many attempts. Try again ${inMinutes(retryAfterSeconds)}.`;
    }
    case 'CONFIRMATION_REQUIRED':
      return 'That needs your password, so nothing has happened.';
    case 'PASSKEY_CANCELLED':
      return 'No passkey was used. Try again, or use another way.';
    case 'PASSKEY_PRESENT':
      return 'This device has a passkey for your account already.';
    case 'SECOND_FACTOR_REQUIRED':
      return 'That needs a second factor, so nothing has happened.';
    case 'NOT_READY': {
      const { retryAfterSeconds } = details;
      const when =
        typeof retryAfterSeconds === 'number' ? `, ${inMinutes(retryAfterSeconds)} at the latest` : '';
      return `It is not signed yet. The next checkpoint signs it${when}.`;
    }
    case 'UNAVAILABLE':
      return 'The server is busy and nothing has happened. Try again in a moment.';
    case 'INTERNAL_SERVER_ERROR':
      return 'Something went wrong on our side.';
    default:
      return message.endsWith('.') ? message : `${message}.`;
  }
}

function figure(details: Readonly<Record<string, JsonValue>>, name: string): string | undefined {
  const { [name]: amount, currency } = details;
  if (typeof amount !== 'string' || typeof currency !== 'string' || !isCurrency(currency)) return undefined;
  return formatMoney({ amount, currency });
}

function inMinutes(seconds: number): string {
  // Always English, because the text becomes part of our English sentence.
  const relative = new Intl.RelativeTimeFormat('en', { style: 'long' });
  return seconds < 90
    ? relative.format(seconds, 'second')
    : relative.format(Math.ceil(seconds / 60), 'minute');
}
