import { useClientHandle } from '@urql/vue';
import type { Problem } from '../../api/errors';
import { ConsoleTransactionQuery } from '../../graphql/console/transaction';
import { PostTransactionMutation } from '../../graphql/console/post-transaction';
import { ReverseTransactionMutation } from '../../graphql/console/reverse-transaction';
import { VoidTransactionMutation } from '../../graphql/console/void-transaction';
import { lateMessage, nameOf } from '../../lib/console/review';
import type { TransactionData } from '../../lib/movement';
import { useActs } from '../useActs';
import { useNotify } from '../useNotify';

type Subject = Pick<TransactionData, 'id' | 'type' | 'amount'>;

/** What an operator can do to a transaction. Whoever comes second hears so, and sees what the first one did. */
export function useTransactionActs() {
  const { client } = useClientHandle();
  const { busy, carryOut } = useActs();
  const notify = useNotify();

  const failedFor = (transaction: Subject) => (problem: Problem) => {
    const late = lateMessage(problem);
    if (late) notify.info(late);
    else notify.problem(problem);
    // The ledger knows something that this page does not show.
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
      carryOut({
        request: ['post', transaction.id],
        send: (idempotencyKey) =>
          client.mutation(PostTransactionMutation, { id: transaction.id, idempotencyKey }),
        ...told(transaction, 'posted'),
      }),
    voidIt: async (transaction: Subject, reason: string) =>
      carryOut({
        request: ['void', transaction.id, reason],
        send: (idempotencyKey) =>
          client.mutation(VoidTransactionMutation, { id: transaction.id, reason, idempotencyKey }),
        ...told(transaction, 'voided'),
      }),
    reverse: async (transaction: Subject, reason: string) =>
      carryOut({
        request: ['reverse', transaction.id, reason],
        send: (idempotencyKey) =>
          client.mutation(ReverseTransactionMutation, { id: transaction.id, reason, idempotencyKey }),
        ...told(transaction, 'reversed'),
      }),
  };
}
