import { useClientHandle } from '@urql/vue';
import { computed, watch } from 'vue';
import { useRoute, useRouter, type Router } from 'vue-router';
import { TransactionQuery } from '../shared/transaction.query';
import type { TransactionData } from '../../shared/ledger/movement';
import { customerSide } from '../../shared/ledger/transaction-types';
import { isUnsettled, type PaymentFields, type PaymentKind } from './payment/payment';
import { withCurrency } from './payment-rules';
import { usePayments } from './payment/usePayments';
import type { SaverWallet } from '../shared/useWallets';

/** The part of the address while what was filled in is reviewed. */
const REVIEW = '#review';

/** The payment that a page is about, from its first field to its outcome. */
export function usePaymentStages(kind: () => PaymentKind, wallets: () => readonly SaverWallet[]) {
  const payments = usePayments();
  const router = useRouter();
  const payment = computed(() => payments.present.get(kind()));
  const opened = payments.open(kind(), blankFields(wallets()));
  // Its page was closed or reloaded before the answer came: the server knows what became of it.
  if (opened.stage === 'unknown' && !opened.missing) void payments.check(kind());
  if (!isUnsettled(opened)) usePrefilling(kind, wallets);
  useBackToForm(kind);

  watch(payment, (present) => {
    // In the place of the review, to which there is no way back.
    if (present?.stage === 'accepted') void router.replace(`/wallets/${present.fields.walletId}`);
  });
  return {
    payment,
    walletName: computed(
      () => wallets().find(({ id }) => id === payment.value?.fields.walletId)?.name ?? 'your wallet',
    ),
  };
}

/** Gives the review a place in the browser's history, so that Back leads from it to the form and not away. */
function useBackToForm(kind: () => PaymentKind): void {
  const payments = usePayments();
  const router = useRouter();
  const route = useRoute();
  const { path } = route;
  const present = () => payments.present.get(kind());
  const isHere = () => route.path === path;

  watch(
    () => present()?.stage,
    (stage, before) => {
      if (!isHere()) return;
      if (stage === 'reviewing' && route.hash !== REVIEW) void router.push({ path, hash: REVIEW });
      if (stage === 'draft' && route.hash === REVIEW) {
        if (before === 'reviewing') router.back();
        // Its review was of another payment, or of one that is over.
        else void router.replace({ path });
      }
    },
    { immediate: true },
  );
  watch(
    () => route.hash,
    (hash) => {
      const payment = present();
      if (!isHere() || hash === REVIEW || !payment) return;
      if (payment.stage === 'reviewing') payments.edit(kind(), payment.fields);
      // There is no form to go back to by now: whoever wants to leave need not ask twice. Replaced and not gone back from,
      // because they may have asked twice already.
      else if (isUnsettled(payment)) void router.replace(pageBefore(router));
    },
  );
}

/** The path from which the present page was opened; the home page when it was opened from elsewhere. */
function pageBefore({ options: { history } }: Router): string {
  const { back } = history.state;
  return typeof back === 'string' ? back : '/';
}

function blankFields(wallets: readonly SaverWallet[]): PaymentFields {
  const wallet = wallets.find(({ status }) => status === 'ACTIVE') ?? wallets[0];
  return {
    walletId: wallet?.id ?? '',
    currency: wallet?.currency ?? 'KES',
    amount: '',
    recipient: { type: 'email', email: '' },
    description: '',
  };
}

/** Fills in what the link to the page says: `wallet`, or `again` for a transaction to be repeated. */
function usePrefilling(kind: () => PaymentKind, wallets: () => readonly SaverWallet[]): void {
  const { query, path } = useRoute();
  const { client } = useClientHandle();
  const payments = usePayments();
  const router = useRouter();
  const fill = (changed: Partial<PaymentFields>) => {
    const present = payments.present.get(kind())?.fields ?? blankFields(wallets());
    const walletId = changed.walletId ?? present.walletId;
    const currency = wallets().find(({ id }) => id === walletId)?.currency ?? present.currency;
    payments.edit(kind(), { ...withCurrency(present, currency), ...changed });
    // Removes the values from the URL, so that a reload does not fill them in again over later changes.
    void router.replace(path);
  };
  const { wallet, again } = query;
  if (typeof wallet === 'string' && wallets().some(({ id }) => id === wallet)) fill({ walletId: wallet });
  if (typeof again !== 'string') return;
  void client
    .query(TransactionQuery, { id: again })
    .toPromise()
    .then(({ data }) => {
      if (data?.transaction) fill(repeating(data.transaction));
    });
}

function repeating(transaction: TransactionData): Partial<PaymentFields> {
  const { amount, destination, description } = transaction;
  return {
    walletId: customerSide(transaction).walletId,
    amount: amount.amount,
    typed: undefined,
    recipient: { type: 'wallet', walletId: destination.walletId, name: destination.name },
    description: description ?? '',
  };
}
