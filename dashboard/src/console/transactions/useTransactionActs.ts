import { useClientHandle } from '@urql/vue';
import type { Problem } from '../../shared/api/errors';
import { transactionActs } from '../shared/decisions/transaction-acts';
import { ConsoleTransactionQuery } from '../shared/decisions/transaction.query';
import { lateMessage, nameOf } from '../shared/decisions/review';
import type { TransactionData } from '../../shared/ledger/movement';
import { useActs } from '../../shared/api/useActs';
import { useNotify } from '../../shared/api/useNotify';

type Subject = Pick<TransactionData, 'id' | 'type' | 'amount'>;

/** Posts, voids and reverses transactions. An operator who comes second is told so, and sees what the first one did. */
export function useTransactionActs() {
  const { client } = useClientHandle();
  const { busy, carryOut } = useActs();
  const notify = useNotify();

  const failedFor = (transaction: Subject) => (problem: Problem) => {
    const late = lateMessage(problem);
    if (late) notify.info(late);
    else notify.problem(problem);
    // The page is out of date: read the transaction again.
    void client
      .query(ConsoleTransactionQuery, { id: transaction.id }, { requestPolicy: 'network-only' })
      .toPromise();
  };
  const told = (transaction: Subject, verb: string) => ({
    done: () => notify.success({ title: `${nameOf(transaction)} ${verb}` }),
    failed: failedFor(transaction),
  });

  return {
    busy,
    post: async (transaction: Subject) =>
      carryOut({ ...transactionActs.post(client, transaction.id), ...told(transaction, 'posted') }),
    voidIt: async (transaction: Subject, reason: string) =>
      carryOut({ ...transactionActs.void(client, transaction.id, reason), ...told(transaction, 'voided') }),
    reverse: async (transaction: Subject, reason: string) =>
      carryOut({
        ...transactionActs.reverse(client, transaction.id, reason),
        ...told(transaction, 'reversed'),
      }),
  };
}
