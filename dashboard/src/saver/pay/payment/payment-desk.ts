import {
  edit,
  isUnsettled,
  newPayment,
  notFound,
  receive,
  resume,
  review,
  send,
  startOver,
  type Answer,
  type Payment,
  type PaymentFields,
  type PaymentKind,
} from './payment';
import type { KeyLocks } from '../../../shared/api/key-locks';
import type { PaymentStore } from './payment-store';

export interface PaymentDeskPorts {
  readonly store: PaymentStore;
  readonly locks: KeyLocks;
  /** Sends a payment. Never fails: whatever happens is an answer. */
  readonly submit: (payment: Payment) => Promise<Answer>;
  /** Asks what a key stands for; null when the server knows nothing of it. Never fails either. */
  readonly lookUp: (payment: Payment) => Promise<Answer | null>;
  readonly newKey: () => string;
  /** Called after every change. */
  readonly onChange: (payment: Payment) => void;
}

const SENT_ELSEWHERE: Answer = {
  type: 'lost',
  problem: { code: 'NETWORK', message: 'It is on its way from another tab', details: {}, replayed: false },
};

/**
 * Makes the payments of this tab, one of each kind at a time. A payment goes on here after its form is left, and one whose
 * outcome is unknown is taken up again, whichever tab it was sent from.
 */
export class PaymentDesk {
  readonly #payments = new Map<PaymentKind, Payment>();

  constructor(private readonly ports: PaymentDeskPorts) {}

  /**
   * Returns the payment that a kind's form shows. One whose outcome is unknown comes first: the same payment must not be
   * sent under a new key by mistake.
   */
  open(kind: PaymentKind, blank: PaymentFields): Payment {
    const { store, newKey } = this.ports;
    const present = this.#payments.get(kind);
    if (present && isUnsettled(present)) return present;
    const draft = store.draft(kind);
    const unsettled = [draft, ...store.unsettled()].find(
      (stored) => stored?.kind === kind && isUnsettled(stored),
    );
    if (unsettled) return this.#take(resume(unsettled));
    return this.#take(draft ? resume(draft) : newPayment(kind, newKey(), blank));
  }

  edit(kind: PaymentKind, fields: PaymentFields): void {
    this.#change(kind, (payment) => edit(payment, fields, this.ports.newKey));
  }

  review(kind: PaymentKind): void {
    this.#change(kind, (payment) => review(payment, this.ports.newKey));
  }

  /** Sends what was reviewed, or sends again what got no answer. A second call while one is on its way does nothing. */
  async submit(kind: PaymentKind): Promise<Payment | undefined> {
    const payment = this.#payments.get(kind);
    const sending = payment && send(payment);
    if (!sending || sending === payment) return undefined;
    // Stored before it is sent: from here on the money may move, whatever becomes of this page.
    this.#take(sending);
    const answer = await this.ports.locks.sending(sending.key, async () => this.ports.submit(sending));
    return this.#update(sending, (present) => receive(present, answer));
  }

  /** Asks the server for the outcome of a payment, when it is unknown. */
  async check(kind: PaymentKind): Promise<Payment | undefined> {
    const payment = this.#payments.get(kind);
    if (payment?.stage !== 'unknown') return undefined;
    const answer = await this.#ask(payment);
    return this.#update(payment, (present) => (answer ? receive(present, answer) : notFound(present)));
  }

  /** Gives up a payment that has not arrived at the server. Asks once more first: it may have arrived since. */
  async startOver(kind: PaymentKind): Promise<Payment | undefined> {
    const payment = this.#payments.get(kind);
    if (payment?.stage !== 'unknown' || !payment.missing) return undefined;
    const answer = await this.#ask(payment);
    if (answer) return this.#update(payment, (present) => receive(present, answer));
    return this.#giveUp(payment);
  }

  /** Takes over the outcome that another tab has learnt, or gives the payment up if that tab did. */
  async follow(kind: PaymentKind): Promise<Payment | undefined> {
    const payment = this.#payments.get(kind);
    if (payment?.stage !== 'unknown') return undefined;
    const answer = await this.#ask(payment);
    // Stores nothing without an answer: that would bring back the entry that the other tab has removed.
    if (answer?.type === 'lost') return undefined;
    return answer ? this.#update(payment, (present) => receive(present, answer)) : this.#giveUp(payment);
  }

  /** Returns the kinds whose payment has an unknown outcome here, while another tab has learnt it or given the payment up. */
  settledElsewhere(): PaymentKind[] {
    const unsettled = new Set(this.ports.store.unsettled().map(({ key }) => key));
    return [...this.#payments.values()]
      .filter(({ stage, key }) => stage === 'unknown' && !unsettled.has(key))
      .map(({ kind }) => kind);
  }

  /** Asks the server about the key of a payment; null when it has not seen the key and no tab is sending it. */
  async #ask(payment: Payment): Promise<Answer | null> {
    const { locks, lookUp } = this.ports;
    const answer = await locks.unlessSending(payment.key, async () => lookUp(payment));
    return answer === undefined ? ((await lookUp(payment)) ?? SENT_ELSEWHERE) : answer;
  }

  #giveUp(payment: Payment): Payment | undefined {
    return this.#update(payment, (present) => {
      const next = startOver(notFound(present), this.ports.newKey);
      if (next !== present) this.ports.store.forget(payment.key);
      return next;
    });
  }

  #change(kind: PaymentKind, change: (payment: Payment) => Payment): void {
    const payment = this.#payments.get(kind);
    if (payment) this.#take(change(payment));
  }

  /** Changes a payment after some time has passed, unless another one has taken its place. */
  #update({ kind, key }: Payment, change: (present: Payment) => Payment): Payment | undefined {
    const present = this.#payments.get(kind);
    return present?.key === key ? this.#take(change(present)) : undefined;
  }

  #take(payment: Payment): Payment {
    this.ports.store.save(payment);
    this.#payments.set(payment.kind, payment);
    this.ports.onChange(payment);
    return payment;
  }
}
