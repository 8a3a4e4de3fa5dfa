import { computed } from 'vue';
import type { Payment, PaymentFields } from './payment/payment';
import { isComplete, problemsOf, typedOf, withCurrency, withTyped } from './payment-rules';
import { usePayments } from './payment/usePayments';
import type { SaverWallet } from '../shared/useWallets';

/** Holds the fields of a payment's form, each with the problem that the server would have with it. */
export function usePaymentForm(payment: () => Payment, wallets: () => readonly SaverWallet[]) {
  const payments = usePayments();
  const fields = computed(() => payment().fields);
  const wallet = computed(() => wallets().find(({ id }) => id === fields.value.walletId));
  const problems = computed(() => problemsOf(payment().kind, fields.value, wallet.value));
  const ready = computed(
    () => isComplete(payment().kind, fields.value) && Object.keys(problems.value).length === 0,
  );

  const change = (changed: Partial<PaymentFields>) =>
    payments.edit(payment().kind, { ...fields.value, ...changed });
  const field = <Name extends keyof PaymentFields>(name: Name) =>
    computed({ get: () => fields.value[name], set: (value) => change({ [name]: value }) });

  return {
    wallet,
    /** The own wallets that the money can go to. */
    destinations: computed(() =>
      wallets().filter(
        ({ id, currency }) => id !== fields.value.walletId && currency === fields.value.currency,
      ),
    ),
    walletId: computed({
      get: () => fields.value.walletId,
      set: (walletId) => {
        const currency = wallets().find(({ id }) => id === walletId)?.currency;
        if (currency) change({ ...withCurrency(fields.value, currency), walletId });
      },
    }),
    /** The text of the amount field. */
    amount: computed({
      get: () => typedOf(fields.value),
      set: (typed) => change(withTyped(fields.value, typed)),
    }),
    recipient: field('recipient'),
    description: field('description'),
    problems,
    ready,
    review: () => {
      if (ready.value) payments.review(payment().kind);
    },
  };
}
