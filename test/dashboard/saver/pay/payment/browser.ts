import { PaymentDesk } from '../../../../../dashboard/src/saver/pay/payment/payment-desk';
import { PaymentStore } from '../../../../../dashboard/src/saver/pay/payment/payment-store';
import type { Answer, Payment } from '../../../../../dashboard/src/saver/pay/payment/payment';
import { FIELDS, LOST, MemoryKeyLocks, MemoryStorage } from './payments';

/** A browser whose tabs share one storage, and a server that the test plays. */
export class TestBrowser {
  readonly shared = new MemoryStorage();
  readonly locks = new MemoryKeyLocks();
  readonly requests: Payment[] = [];
  readonly answers: ((answer: Answer) => void)[] = [];
  knownKeys = new Map<string, Answer>();
  #keys = 0;

  tab(userId = 'amina', ofTab = new MemoryStorage()) {
    const store = new PaymentStore(userId, ofTab, this.shared);
    const desk = new PaymentDesk({
      store,
      locks: this.locks,
      submit: async (payment) => {
        this.requests.push(payment);
        return new Promise((resolve) => this.answers.push(resolve));
      },
      lookUp: async ({ key }) => Promise.resolve(this.knownKeys.get(key) ?? null),
      newKey: () => `key-${(this.#keys += 1)}`,
      onChange: () => undefined,
    });
    return { desk, store, ofTab };
  }

  /** Fills in and reviews a deposit, and sends it. */
  sendFrom({ desk }: { desk: PaymentDesk }): Promise<Payment | undefined> {
    desk.open('deposit', FIELDS);
    desk.review('deposit');
    return desk.submit('deposit');
  }

  /** Sends a deposit whose answer gets lost. */
  async lose(tab: { desk: PaymentDesk }): Promise<void> {
    const sent = this.sendFrom(tab);
    await this.answer(LOST);
    await sent;
  }

  /** Answers the request that came last. */
  async answer(answer: Answer): Promise<void> {
    this.answers.at(-1)?.(answer);
    return Promise.resolve();
  }
}
