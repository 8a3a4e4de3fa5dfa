import type { Currency } from '../../money/currencies.js';
import { Rejection } from '../../errors.js';
import type { Transaction } from '../../model/transaction.js';
import type { Wallet } from '../../model/wallet.js';

/** @throws Rejection WALLET_FROZEN, WALLET_CLOSED */
export function assertActive(wallet: Wallet): void {
  if (wallet.status === 'FROZEN') throw new Rejection('WALLET_FROZEN', 'The wallet is frozen');
  assertNotClosed(wallet);
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
