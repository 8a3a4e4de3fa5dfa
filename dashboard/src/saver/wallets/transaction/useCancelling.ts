import { useClientHandle } from '@urql/vue';
import { CancelWithdrawalMutation } from './cancel-withdrawal.mutation';
import { TransactionQuery } from '../../shared/transaction.query';
import type { TransactionData } from '../../../shared/ledger/movement';
import { kindOf } from '../../../shared/ledger/transaction-types';
import { formatMoney } from '../../../shared/money/money';
import { useActs } from '../../../shared/api/useActs';
import { useNotify } from '../../../shared/api/useNotify';

// Withdrawals cancelled in this tab, for which no notice is shown when the live update arrives.
const cancelled = new Set<string>();

export function wasCancelledHere(id: string): boolean {
  return cancelled.has(id);
}

/** Lets a saver cancel a withdrawal that waits. An operator may be faster; then it is shown as it is. */
export function useCancelling() {
  const { client } = useClientHandle();
  const { busy, carryOut } = useActs();
  const notify = useNotify();
  return {
    busy,
    cancel: async ({ id, amount }: Pick<TransactionData, 'id' | 'amount'>) =>
      carryOut({
        request: ['cancel', id],
        send: (idempotencyKey) => {
          cancelled.add(id);
          return client.mutation(CancelWithdrawalMutation, { id, idempotencyKey });
        },
        done: () => notify.success({ title: `${formatMoney(amount)} stays with you` }),
        failed: (problem) => {
          cancelled.delete(id);
          if (problem.code === 'INVALID_STATE') {
            notify.info({
              title: 'It was decided a moment ago',
              description: 'You see it now as it is. Nothing has happened twice.',
            });
          } else notify.problem(problem);
          void client.query(TransactionQuery, { id }, { requestPolicy: 'network-only' }).toPromise();
        },
      }),
  };
}

/** Returns true for a pending withdrawal from one of the saver's own wallets. */
export function canBeCancelled({ type, status, source }: TransactionData): boolean {
  return kindOf(type).cancellable && status === 'PENDING' && source.wallet !== null;
}
