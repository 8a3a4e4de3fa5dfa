import { useClientHandle } from '@urql/vue';
import { useEventListener } from '@vueuse/core';
import { v4 } from 'uuid';
import {
  inject,
  onScopeDispose,
  provide,
  shallowReactive,
  shallowRef,
  type InjectionKey,
  type ShallowRef,
} from 'vue';
import { onReturn } from '../../../shared/api/reachability';
import { useSession } from '../../../shared/session/session';
import { WalletQuery } from '../../shared/wallet.query';
import type { Payment, PaymentFields, PaymentKind } from './payment';
import { BrowserKeyLocks } from '../../../shared/api/key-locks';
import { PaymentDesk } from './payment-desk';
import { lookUpPayment, submitPayment } from './payment-requests';
import { PaymentStore } from './payment-store';
import { pastOf, remarkOn } from './sentences';
import { useNotify } from '../../../shared/api/useNotify';
import { walletVariables } from '../../shared/useWallet';

export interface Payments {
  /** The payment of each kind that was opened, as it is now. */
  readonly present: ReadonlyMap<PaymentKind, Payment>;
  /** Those of every tab whose outcome nobody has seen yet. */
  readonly unsettled: Readonly<ShallowRef<readonly Payment[]>>;
  open(kind: PaymentKind, blank: PaymentFields): Payment;
  edit(kind: PaymentKind, fields: PaymentFields): void;
  review(kind: PaymentKind): void;
  startOver(kind: PaymentKind): Promise<void>;
  submit(kind: PaymentKind): Promise<void>;
  check(kind: PaymentKind): Promise<void>;
}

const PAYMENTS: InjectionKey<Payments> = Symbol('payments');

/** Opens the desk at which the signed-in user's payments are made, for all pages inside. */
export function providePayments(): Payments {
  const { client } = useClientHandle();
  const { user } = useSession();
  const userId = user.value?.id ?? '';
  const store = new PaymentStore(userId, sessionStorage, localStorage);
  const present = shallowReactive(new Map<PaymentKind, Payment>());
  const unsettled = shallowRef<readonly Payment[]>(store.unsettled());
  const desk = new PaymentDesk({
    store,
    locks: new BrowserKeyLocks(),
    submit: async (payment) => submitPayment(client, payment),
    lookUp: async (payment) => lookUpPayment(client, payment),
    newKey: () => v4(),
    onChange: (payment) => {
      present.set(payment.kind, payment);
      unsettled.value = store.unsettled();
    },
  });
  const tell = useTellingOf(async ({ kind, key }) => {
    if (present.get(kind)?.key === key) await payments.submit(kind);
  });
  // The ledger has seen something else in the wallet than this page shows.
  const refresh = ({ fields: { walletId } }: Payment) =>
    void client.query(WalletQuery, walletVariables(walletId), { requestPolicy: 'network-only' }).toPromise();
  /** Lets something happen at the desk, and says what came of it: to nobody but the user whose desk it is. */
  const told = async (kind: PaymentKind, happen: () => Promise<Payment | undefined>) => {
    const key = present.get(kind)?.key;
    const outcome = await happen();
    if (outcome?.stage === 'rejected') refresh(outcome);
    if (key !== undefined && outcome && user.value?.id === userId) tell(key, outcome);
  };

  const payments: Payments = {
    present,
    unsettled,
    open: (kind, blank) => desk.open(kind, blank),
    edit: (kind, fields) => desk.edit(kind, fields),
    review: (kind) => desk.review(kind),
    startOver: async (kind) => told(kind, async () => desk.startOver(kind)),
    submit: async (kind) => told(kind, async () => desk.submit(kind)),
    check: async (kind) => told(kind, async () => desk.check(kind)),
  };
  // Another tab has sent a payment, or learnt what became of one.
  useEventListener(window, 'storage', () => {
    unsettled.value = store.unsettled();
    for (const kind of desk.settledElsewhere()) void told(kind, async () => desk.follow(kind));
  });
  // Nobody has to ask what became of a payment once the server can say so.
  onScopeDispose(
    onReturn(() => {
      for (const { kind, stage } of present.values()) if (stage === 'unknown') void payments.check(kind);
    }),
  );
  provide(PAYMENTS, payments);
  return payments;
}

export function usePayments(): Payments {
  const payments = inject(PAYMENTS);
  if (!payments) throw new Error('The payments are provided by the layout of the saver’s pages');
  return payments;
}

/** Says what became of a payment, wherever on the pages its user is by then. */
function useTellingOf(
  sendAgain: (payment: Payment) => Promise<void>,
): (key: string, payment: Payment) => void {
  const notify = useNotify();
  const withdrawals = new Map<string, () => void>();
  return (key, payment) => {
    withdrawals.get(key)?.();
    switch (payment.stage) {
      case 'accepted':
        notify.success({ title: pastOf(payment), description: remarkOn(payment) });
        break;
      case 'rejected':
        notify.problem(payment.problem);
        break;
      case 'unknown':
        withdrawals.set(
          payment.key,
          notify.ask({
            title: payment.missing
              ? 'The payment has not arrived'
              : 'We do not know yet whether the payment arrived',
            description: 'Trying again is safe: it can only go through once.',
            answer: 'Try again',
            onAnswer: () => void sendAgain(payment),
          }),
        );
        break;
      case 'draft':
      case 'reviewing':
      case 'sending':
    }
  };
}
