import { useClientHandle } from '@urql/vue';
import { computed, ref, watch } from 'vue';
import { useRouter } from 'vue-router';
import { PendingTransactionsQuery } from './pending-transactions.query';
import { TransactionQuery } from '../../shared/transaction.query';
import { formatMoney } from '../../../shared/money/money';
import { voidReasonOf, type TransactionData } from '../../../shared/ledger/movement';
import { kindOf } from '../../../shared/ledger/transaction-types';
import { whenIdle } from '../../../shared/ui/when-idle';
import { wasCancelledHere } from './useCancelling';
import { useConnection } from '../../../shared/lists/useConnection';
import { useNotify } from '../../../shared/api/useNotify';

/** More of them at once are told of together. */
const TOLD_APART = 3;

/** Says what was decided about the saver's money that was on its way, on whatever page they are by then. */
export function useVerdicts(): void {
  const { client } = useClientHandle();
  const notify = useNotify();
  const router = useRouter();
  const idle = ref(false);
  void whenIdle().then(() => (idle.value = true));
  const list = useConnection({
    query: PendingTransactionsQuery,
    variables: (after) => (idle.value ? { after } : undefined),
    select: ({ transactions }) => transactions,
  });
  watch(list.hasMore, (more) => more && list.loadMore());
  /** Undefined while not all of it is known. */
  const waiting = computed(() => {
    const unknown = list.loading.value || list.loadingMore.value || list.hasMore.value || list.error.value;
    return unknown ? undefined : list.nodes.value;
  });

  const lookUp = async ({ id }: TransactionData) => {
    const { data } = await client
      .query(TransactionQuery, { id }, { requestPolicy: 'network-only' })
      .toPromise();
    return data?.transaction ?? undefined;
  };
  const tell = (transaction: TransactionData) => {
    const { id, type, amount, source, destination } = transaction;
    const walletId = destination.wallet?.id ?? source.wallet?.id ?? '';
    const sum = formatMoney(amount);
    const { happened } = kindOf(type);
    if (transaction.status === 'POSTED') notify.success({ title: `${sum} has been ${happened}` });
    else {
      notify.ask({
        title: `${sum} was not ${happened}`,
        description: voidReasonOf(transaction),
        answer: 'Show',
        onAnswer: () => void router.push(`/wallets/${walletId}/transactions/${id}`),
      });
    }
  };

  let before: readonly TransactionData[] = [];
  watch(waiting, async (now) => {
    if (!now) return;
    const ids = new Set(now.map(({ id }) => id));
    const gone = before.filter(({ id }) => !ids.has(id) && !wasCancelledHere(id));
    before = now;
    if (gone.length > TOLD_APART) {
      notify.info({ title: `${gone.length} transactions that waited have been decided` });
      return;
    }
    for (const decided of await Promise.all(gone.map(lookUp))) {
      if (decided && decided.status !== 'PENDING') tell(decided);
    }
  });
}
