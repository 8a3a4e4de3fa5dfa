import { useMutation } from '@urql/vue';
import { useSessionStorage } from '@vueuse/core';
import { v4 } from 'uuid';
import { reactive } from 'vue';
import { useRouter } from 'vue-router';
import { mayHaveHappened, problemOf } from '../../shared/api/errors';
import { CreateWalletMutation } from '../../shared/ledger/create-wallet.mutation';
import type { Currency } from '../../shared/money/currencies';
import { useNotify } from '../../shared/api/useNotify';
import { useSubmit } from '../../shared/forms/useSubmit';
import type { SaverWallet } from '../shared/useWallets';

/** The form that opens a wallet. Its key makes sure that a lost answer and a second press open one wallet. */
export function useNewWallet(initial: Currency) {
  const { executeMutation } = useMutation(CreateWalletMutation);
  const router = useRouter();
  const notify = useNotify();
  const key = useSessionStorage('nissmart-new-wallet-key', '');
  const input = reactive({ name: '', currency: initial });

  const form = useSubmit(input, async () => {
    key.value ||= v4();
    const result = await executeMutation({ input, idempotencyKey: key.value });
    const { data, error } = result;
    // Keeps the key only while the outcome is unknown: the same wallet can then be asked for again.
    if (error && mayHaveHappened(result)) return problemOf(error);
    key.value = '';
    if (error) return problemOf(error);
    const wallet: Pick<SaverWallet, 'id' | 'name'> | undefined = data?.createWallet.wallet;
    if (wallet) {
      notify.success({ title: `${wallet.name} is open` });
      await router.push(`/wallets/${wallet.id}`);
    }
    return undefined;
  });
  return { input, ...form };
}
