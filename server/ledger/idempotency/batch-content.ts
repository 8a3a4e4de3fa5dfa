import type { AuditDetails } from '../model/audit-event.js';
import type { Currency } from '../money/currencies.js';
import { digest } from '../chain/digest.js';
import { formatAmount } from '../money/money.js';
import type { Transaction } from '../model/transaction.js';
import type { BatchRequest, TransferBatch } from '../model/transfer-batch.js';

/**
 * SHA-256 over the payments of a batch: recipients, amounts and texts. Two batches with the same digest pay the same
 * list; its order, the paying wallets, the mode and the spelling of accents make no difference.
 */
export function contentDigestOf(requests: readonly BatchRequest[]): string {
  const payments = requests
    .map(({ fromWalletId: _, reference, description, ...payment }) =>
      digest({ ...payment, reference: composed(reference), description: composed(description) }),
    )
    .sort();
  return digest({ v: 1, payments });
}

function composed(text: string | null): string | null {
  return text?.normalize('NFC') ?? null;
}

/** Total transferred in one currency. */
export interface BatchTotal {
  readonly currency: Currency;
  /** Minor units. */
  readonly amount: bigint;
}

/** Sums the transferred amounts by currency, in the order of codes. */
function totalsOf(made: readonly Pick<BatchRequest, 'amount' | 'currency'>[]): BatchTotal[] {
  const sums = new Map<Currency, bigint>();
  for (const { amount, currency } of made) sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amount));
  return [...sums]
    .map(([currency, amount]) => ({ currency, amount }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** Makes the audit log's details of a sent batch. @param made Its transfers that were made. */
export function sentDetails(
  {
    mode,
    label,
    contentDigest,
    itemCount,
  }: Pick<TransferBatch, 'mode' | 'label' | 'contentDigest' | 'itemCount'>,
  made: readonly Pick<BatchRequest, 'amount' | 'currency'>[],
): AuditDetails {
  return {
    mode,
    label: label ?? null,
    contentDigest: contentDigest ?? null,
    itemCount,
    transferred: made.length,
    totals: totalsOf(made).map(({ currency, amount }) => ({
      currency,
      amount: formatAmount(amount, currency),
    })),
  };
}

/** The one wallet that paid for all of them; undefined when there are more, or none. */
export function oneSourceOf(made: readonly Pick<Transaction, 'sourceWalletId'>[]): string | undefined {
  const ids = new Set(made.map(({ sourceWalletId }) => sourceWalletId));
  return ids.size === 1 ? [...ids][0] : undefined;
}
