import { computed, type ComputedRef } from 'vue';
import { WalletTransactionsQuery } from './activity/wallet-transactions.query';
import type { TransactionData } from '../../shared/ledger/movement';
import { useConnection, type ConnectionList } from '../../shared/lists/useConnection';
import type { WalletData } from '../shared/useWallet';

const PAGE = 50;

/** Lists the pending transactions of a wallet. The wallet's own query brings the first ones, which are nearly always all. */
export function useOnItsWay(wallet: ComputedRef<WalletData | undefined>): {
  readonly rows: ComputedRef<readonly TransactionData[]>;
  readonly goesOn: ComputedRef<boolean>;
  /** The whole list, when there are more than the wallet's query brings. */
  readonly list: ConnectionList<TransactionData>;
} {
  const more = computed(() => wallet.value?.transactions.pageInfo.hasNextPage ?? false);
  const list = useConnection({
    query: WalletTransactionsQuery,
    variables: (after) =>
      wallet.value && more.value
        ? { walletId: wallet.value.id, first: PAGE, after, filter: { status: ['PENDING' as const] } }
        : undefined,
    select: (data) => data.wallet?.transactions,
  });
  return {
    rows: computed(() =>
      more.value && list.nodes.value.length > 0 ? list.nodes.value : (wallet.value?.transactions.nodes ?? []),
    ),
    goesOn: computed(
      () => more.value && (list.loading.value || list.loadingMore.value || list.hasMore.value),
    ),
    list,
  };
}
