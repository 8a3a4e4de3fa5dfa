import { useQuery } from '@urql/vue';
import { computed } from 'vue';
import type { ResultOf } from '../../../shared/graphql/tada';
import { TransactionQuery } from '../../shared/transaction.query';
import { movementOf, STATUS_NAMES, type TransactionData } from '../../../shared/ledger/movement';

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
function repetitionOf({ id, type, source }: TransactionData): { label: string; to: string } | undefined {
  switch (type) {
    case 'DEPOSIT':
      return { label: 'Add the same again', to: `/pay/deposit?again=${id}` };
    case 'WITHDRAWAL':
      return { label: 'Withdraw the same again', to: `/pay/withdraw?again=${id}` };
    case 'TRANSFER':
      return source.wallet ? { label: 'Send again', to: `/pay/transfer?again=${id}` } : undefined;
    case 'REVERSAL':
      return undefined;
  }
}
