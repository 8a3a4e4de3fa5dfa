import { useClientHandle } from '@urql/vue';
import { CloseWalletMutation } from './close-wallet.mutation';
import { FreezeWalletMutation } from './freeze-wallet.mutation';
import { UnfreezeWalletMutation } from './unfreeze-wallet.mutation';
import { ConsoleWalletQuery } from './wallet.query';
import { useActs } from '../../shared/api/useActs';
import { useNotify } from '../../shared/api/useNotify';

const ACTS = {
  freeze: { mutation: FreezeWalletMutation, verb: 'frozen' },
  unfreeze: { mutation: UnfreezeWalletMutation, verb: 'active again' },
  close: { mutation: CloseWalletMutation, verb: 'closed' },
} as const;

export type WalletAct = keyof typeof ACTS;

/** Freezes, unfreezes and closes wallets. For operators; owners can close their own. */
export function useWalletActs() {
  const { client } = useClientHandle();
  const { busy, carryOut } = useActs();
  const notify = useNotify();
  return {
    busy,
    act: async (name: WalletAct, { id, name: walletName }: { id: string; name: string }, reason: string) =>
      carryOut({
        request: [name, id, reason],
        send: (idempotencyKey) => client.mutation(ACTS[name].mutation, { id, reason, idempotencyKey }),
        done: () => notify.success({ title: `${walletName} is ${ACTS[name].verb}` }),
        failed: (problem) => {
          notify.problem(problem);
          void client.query(ConsoleWalletQuery, { id }, { requestPolicy: 'network-only' }).toPromise();
        },
      }),
  };
}
