import { useQuery } from '@urql/vue';
import { computed } from 'vue';
import type { ResultOf } from '../../../shared/graphql/tada';
import { TransactionQuery } from '../../shared/transaction.query';
import { movementOf, STATUS_NAMES, type TransactionData } from '../../../shared/ledger/movement';
import { customerSide, kindOf } from '../../../shared/ledger/transaction-types';

export type TransactionDetailsData = NonNullable<ResultOf<typeof TransactionQuery>['transaction']>;

const BADGES = {
  POSTED: { color: 'success', icon: 'i-lucide-check' },
  PENDING: { color: 'warning', icon: 'i-lucide-clock' },
  VOIDED: { color: 'neutral', icon: 'i-lucide-ban' },
} as const;

/** A transaction as it looks from one of the saver's wallets, with what can be done about it. */
export function useTransaction(id: () => string, walletId: () => string) {
  const { data, error, executeQuery } = useQuery({
    query: TransactionQuery,
    variables: () => ({ id: id() }),
  });
  const transaction = computed(() =>
    data.value?.transaction?.id === id() ? data.value.transaction : undefined,
  );
  return {
    transaction,
    error,
    retry: () => void executeQuery({ requestPolicy: 'network-only' }),
    title: computed(() =>
      transaction.value ? movementOf(transaction.value, walletId()).title : 'Transaction',
    ),
    badge: computed(() => {
      const { status } = transaction.value ?? { status: 'POSTED' as const };
      return { ...BADGES[status], label: STATUS_NAMES[status] };
    }),
    again: computed(() => transaction.value && repetitionOf(transaction.value)),
  };
}

/** The form that asks for the same again; nothing for what only operations can do, or what others did. */
function repetitionOf(transaction: TransactionData): { label: string; to: string } | undefined {
  const { again } = kindOf(transaction.type);
  if (!again || !customerSide(transaction).wallet) return undefined;
  return { label: again.label, to: `${again.path}?again=${transaction.id}` };
}
