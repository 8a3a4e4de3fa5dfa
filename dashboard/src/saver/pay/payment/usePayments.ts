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
  /** The present payment of each kind whose form was opened. */
  readonly present: ReadonlyMap<PaymentKind, Payment>;
  /** The payments with an unknown outcome, of all tabs. */
  readonly unsettled: Readonly<ShallowRef<readonly Payment[]>>;
  open(kind: PaymentKind, blank: PaymentFields): Payment;
  edit(kind: PaymentKind, fields: PaymentFields): void;
  review(kind: PaymentKind): void;
  startOver(kind: PaymentKind): Promise<void>;
  submit(kind: PaymentKind): Promise<void>;
  check(kind: PaymentKind): Promise<void>;
}

const PAYMENTS: InjectionKey<Payments> = Symbol('payments');

/** Creates the signed-in user's payment desk and provides it to all pages inside. */
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
  // The page shows an old balance when the ledger has rejected a payment: read the wallet again.
  const refresh = ({ fields: { walletId } }: Payment) =>
    void client.query(WalletQuery, walletVariables(walletId), { requestPolicy: 'network-only' }).toPromise();
  /** Runs a step at the desk and notifies of its outcome, unless another user has signed in meanwhile. */
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
  // Asks for unknown outcomes by itself, as soon as the server can be reached again.
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

/** Notifies the user of a payment's outcome, on whatever page they are by then. */
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
