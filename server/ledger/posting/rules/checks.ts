import type { Currency } from '../../money/currencies.js';
import { isLocked, lockEndOf, type LockFields } from '../../model/goal.js';
import { Rejection, type ErrorDetails } from '../../errors.js';
import type { Transaction } from '../../model/transaction.js';
import type { Wallet } from '../../model/wallet.js';

/** @throws Rejection WALLET_FROZEN, WALLET_CLOSED */
export function assertActive(wallet: Wallet): void {
  if (wallet.status === 'FROZEN') throw new Rejection('WALLET_FROZEN', 'The wallet is frozen');
  assertNotClosed(wallet);
}

/** Money may leave it by its owner's wish. @throws Rejection WALLET_LOCKED */
export function assertUnlocked(wallet: Readonly<LockFields>, now: Date): void {
  if (!isLocked(wallet, now)) return;
  throw new Rejection('WALLET_LOCKED', 'The wallet is locked, as its owner chose', lockDetails(wallet));
}

/** Figures of a lock, for the details of its refusals. */
export function lockDetails(wallet: Readonly<LockFields>): ErrorDetails {
  return {
    lockedUntil: lockEndOf(wallet)?.toISOString() ?? null,
    waitHours: wallet.lockWaitHours ?? null,
    isOpening: Boolean(wallet.lockOpensAt),
  };
}

/** @throws Rejection WALLET_CLOSED */
export function assertNotClosed(wallet: Wallet): void {
  if (wallet.status === 'CLOSED') throw new Rejection('WALLET_CLOSED', 'The wallet is closed');
}

/** @throws Rejection INVALID_STATE */
export function assertPending({ status }: Transaction): void {
  if (status === 'PENDING') return;
  throw new Rejection('INVALID_STATE', `The transaction is ${status} already`, { status });
}

/** @throws Rejection CURRENCY_MISMATCH */
export function assertCurrency(wallet: Wallet, currency: Currency): void {
  if (wallet.currency === currency) return;
  throw new Rejection('CURRENCY_MISMATCH', `The wallet holds ${wallet.currency}, not ${currency}`, {
    walletCurrency: wallet.currency,
    requestedCurrency: currency,
  });
}
