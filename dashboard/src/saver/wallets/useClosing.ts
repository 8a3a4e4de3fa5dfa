import { useClientHandle } from '@urql/vue';
import { useRouter } from 'vue-router';
import { CloseOwnWalletMutation } from './close-own-wallet.mutation';
import { WalletQuery } from '../shared/wallet.query';
import { useActs } from '../../shared/api/useActs';
import { useNotify } from '../../shared/api/useNotify';
import { walletVariables, type WalletData } from '../shared/useWallet';

/** Lets savers close a wallet of theirs that is empty. */
export function useClosing() {
  const { client } = useClientHandle();
  const { busy, carryOut } = useActs();
  const notify = useNotify();
  const router = useRouter();
  return {
    busy,
    close: async ({ id, name }: Pick<WalletData, 'id' | 'name'>) =>
      carryOut({
        request: ['close', id],
        send: (idempotencyKey) => client.mutation(CloseOwnWalletMutation, { id, idempotencyKey }),
        done: () => {
          notify.success({ title: `${name} is closed` });
          void router.push('/');
        },
        failed: (problem) => {
          notify.problem(problem);
          void client.query(WalletQuery, walletVariables(id), { requestPolicy: 'network-only' }).toPromise();
        },
      }),
  };
}
