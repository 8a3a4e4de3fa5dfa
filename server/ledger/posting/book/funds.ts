import { Rejection } from '../../errors.js';
import { amountInWords, BALANCE_MAX_MINOR, formatAmount } from '../../money/money.js';
import type { Wallet } from '../../model/wallet.js';

/** Only a treasury may give what it does not have. @throws Rejection INSUFFICIENT_FUNDS */
export function assertFunds(source: Wallet, amount: number): void {
  if (source.kind === 'TREASURY' || source.available >= amount) return;
  const available = formatAmount(source.available, source.currency);
  const requested = formatAmount(amount, source.currency);
  throw new Rejection(
    'INSUFFICIENT_FUNDS',
    `The wallet has ${amountInWords(source.available, source.currency)} available and ` +
      `${amountInWords(amount, source.currency)} was requested`,
    { available, requested, currency: source.currency },
  );
}

/** @param minor New value of a figure of the wallet. @throws Rejection BALANCE_LIMIT */
export function assertWithinLimit(wallet: Wallet, minor: number): void {
  if (Math.abs(minor) <= BALANCE_MAX_MINOR) return;
  const limit = formatAmount(BALANCE_MAX_MINOR, wallet.currency);
  const inWords = amountInWords(BALANCE_MAX_MINOR, wallet.currency);
  throw new Rejection('BALANCE_LIMIT', `No balance may pass ${inWords}`, {
    limit,
    currency: wallet.currency,
  });
}
