import type { ErrorDetails, LedgerCode } from '../../../server/ledger/errors.js';
import { LIMIT, MODEL_CURRENCIES, type Account, type ModelCurrency } from './account.js';

/** Reason why the model does nothing. */
export class Refusal extends Error {
  constructor(
    readonly code: LedgerCode,
    /** None where they name what has no id yet. */
    readonly details: ErrorDetails | null = {},
    readonly pinned = true,
  ) {
    super(code);
  }
}

/** By which field it was asked for is the API's, which the model does not know. */
export function notFound(): Refusal {
  return new Refusal('NOT_FOUND', null, false);
}

export function assertFunds(source: Account, amount: bigint): void {
  const { kind, posted, held, currency } = source;
  if (kind === 'TREASURY' || posted - held >= amount) return;
  const available = decimal(posted - held, currency);
  throw new Refusal('INSUFFICIENT_FUNDS', { available, requested: decimal(amount, currency), currency });
}

export function assertWithinLimit({ currency }: Account, minor: bigint): void {
  if (minor >= -LIMIT && minor <= LIMIT) return;
  throw new Refusal('BALANCE_LIMIT', { limit: decimal(LIMIT, currency), currency });
}

export function assertActive({ status }: Account): void {
  if (status !== 'ACTIVE') throw new Refusal(`WALLET_${status}`);
}

export function assertNotClosed({ status }: Account): void {
  if (status === 'CLOSED') throw new Refusal('WALLET_CLOSED');
}

export function assertCurrency({ currency: walletCurrency }: Account, requestedCurrency: string): void {
  if (walletCurrency === requestedCurrency) return;
  throw new Refusal('CURRENCY_MISMATCH', { walletCurrency, requestedCurrency });
}

export function decimal(minor: bigint, currency: ModelCurrency): string {
  const scale = 10n ** BigInt(MODEL_CURRENCIES[currency]);
  if (scale === 1n) return String(minor);
  return `${String(minor / scale)}.${String(scale + (minor % scale)).slice(1)}`;
}
