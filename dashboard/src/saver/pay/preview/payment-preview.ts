import type { Client, OperationResult } from '@urql/core';
import { problemOf, type Problem } from '../../../shared/api/errors';
import { PreviewDepositQuery } from './preview-deposit.query';
import { PreviewTransferQuery } from './preview-transfer.query';
import { PreviewWithdrawQuery } from './preview-withdraw.query';
import type { ResultOf } from '../../../shared/graphql/tada';
import type { Payment } from '../payment/payment';
import { cashInput, transferInput } from '../payment/payment-input';

type Result = ResultOf<typeof PreviewDepositQuery>;

/** The effect that a payment would have now. It promises nothing: others move money meanwhile. */
export type Preview =
  | {
      readonly type: 'possible';
      readonly waits: boolean;
      /** The latest moment until which it would be pending. */
      readonly expiresAt: string | null;
      readonly balances: Result['preview']['balances'];
    }
  | { readonly type: 'declined'; readonly problem: Problem }
  /** The server gave no preview. The payment may still be possible. */
  | { readonly type: 'unknown' };

/** Asks the ledger what it would do. It writes nothing and uses no key. */
export async function previewPayment(client: Client, payment: Payment): Promise<Preview> {
  const { data, error } = await request(client, payment);
  if (error) {
    const problem = problemOf(error);
    return UNSAID.has(problem.code) ? { type: 'unknown' } : { type: 'declined', problem };
  }
  if (!data) return { type: 'unknown' };
  const { decline, status, expiresAt, balances } = data.preview;
  if (decline) return { type: 'declined', problem: { ...decline, replayed: false } };
  return { type: 'possible', waits: status === 'PENDING', expiresAt, balances };
}

/** Faults that say nothing about the payment itself. */
const UNSAID = new Set([
  'NETWORK',
  'UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  'RATE_LIMITED',
  'UNAUTHENTICATED',
]);

async function request(
  client: Client,
  { kind, fields }: Payment,
): Promise<Pick<OperationResult<Result>, 'data' | 'error'>> {
  const now = { requestPolicy: 'network-only' } as const;
  switch (kind) {
    case 'deposit':
      return client.query(PreviewDepositQuery, { input: cashInput(fields) }, now);
    case 'withdraw':
      return client.query(PreviewWithdrawQuery, { input: cashInput(fields) }, now);
    case 'transfer':
      return client.query(PreviewTransferQuery, { input: transferInput(fields) }, now);
  }
}
