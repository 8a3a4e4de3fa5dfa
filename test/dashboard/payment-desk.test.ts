import { describe, expect, test } from '@jest/globals';
import type { Answer, Payment } from '../../dashboard/src/payments/payment';
import { PaymentDesk } from '../../dashboard/src/payments/payment-desk';
import { PaymentStore } from '../../dashboard/src/payments/payment-store';
import { FIELDS, LOST, MemoryStorage, REJECTED } from './payments';

/** A browser whose tabs share one storage, and a server that the test plays. */
class Browser {
  readonly shared = new MemoryStorage();
  readonly requests: Payment[] = [];
  readonly answers: ((answer: Answer) => void)[] = [];
  knownKeys = new Map<string, Answer>();
  #keys = 0;

  tab(userId = 'amina', ofTab = new MemoryStorage()) {
    const store = new PaymentStore(userId, ofTab, this.shared);
    const desk = new PaymentDesk({
      store,
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
}

const accepted: Answer = { type: 'accepted', transactionId: 't1', replayed: false };

describe('The payment desk', () => {
  test('When a payment is sent twice at once, then one request goes out', async () => {
    const browser = new Browser();
    const tab = browser.tab();
    const first = browser.sendFrom(tab);
    expect(await tab.desk.submit('deposit')).toBeUndefined();
    browser.answers[0]?.(accepted);
    expect(await first).toMatchObject({ stage: 'accepted' });
    expect(browser.requests).toHaveLength(1);
    expect(browser.shared).toHaveLength(0);
  });

  test('Before a payment is sent, its key is stored for all tabs', () => {
    const browser = new Browser();
    const tab = browser.tab();
    void browser.sendFrom(tab);
    expect(tab.store.unsettled()).toMatchObject([{ key: 'key-1', stage: 'sending' }]);
  });

  test('When the page is reloaded in the middle, then the same key is taken up again', () => {
    const browser = new Browser();
    const { ofTab, ...tab } = browser.tab();
    void browser.sendFrom(tab);
    const reloaded = browser.tab('amina', ofTab);
    expect(reloaded.desk.open('deposit', FIELDS)).toMatchObject({ stage: 'unknown', key: 'key-1' });
    void reloaded.desk.submit('deposit');
    expect(browser.requests.map(({ key }) => key)).toEqual(['key-1', 'key-1']);
  });

  test('When the tab is gone, then another one takes the payment up before it makes a new one', async () => {
    const browser = new Browser();
    const sent = browser.sendFrom(browser.tab());
    browser.answers[0]?.(LOST);
    await sent;
    expect(browser.tab().desk.open('deposit', FIELDS)).toMatchObject({ stage: 'unknown', key: 'key-1' });
    expect(browser.tab().desk.open('withdraw', FIELDS)).toMatchObject({ stage: 'draft', key: 'key-2' });
  });

  test('Two tabs have drafts and keys of their own', () => {
    const browser = new Browser();
    const [one, other] = [browser.tab(), browser.tab()];
    expect(one.desk.open('deposit', FIELDS).key).not.toBe(other.desk.open('deposit', FIELDS).key);
  });

  test('A reload keeps the draft and its key', () => {
    const browser = new Browser();
    const { desk, ofTab } = browser.tab();
    desk.open('deposit', FIELDS);
    desk.edit('deposit', { ...FIELDS, amount: '99' });
    const reopened = browser.tab('amina', ofTab).desk.open('deposit', FIELDS);
    expect(reopened).toMatchObject({ stage: 'draft', key: 'key-1', fields: { amount: '99' } });
  });

  test('Nobody sees the payments of another user of the browser', () => {
    const browser = new Browser();
    const { ofTab, ...tab } = browser.tab();
    void browser.sendFrom(tab);
    const brian = browser.tab('brian', ofTab);
    expect(brian.store.unsettled()).toEqual([]);
    expect(brian.desk.open('deposit', FIELDS)).toMatchObject({ stage: 'draft', key: 'key-2' });
  });

  test('When the server is asked about the key, then what it knows settles the payment', async () => {
    const browser = new Browser();
    const tab = browser.tab();
    const sent = browser.sendFrom(tab);
    browser.answers[0]?.(LOST);
    await sent;
    expect(await tab.desk.check('deposit')).toMatchObject({ stage: 'unknown', missing: true });
    browser.knownKeys.set('key-1', { type: 'accepted', transactionId: 't1', replayed: true });
    expect(await tab.desk.check('deposit')).toMatchObject({ stage: 'accepted', replayed: true });
    expect(tab.store.unsettled()).toEqual([]);
  });

  test('When another tab settles the payment, then this one knows which to ask about', async () => {
    const browser = new Browser();
    const one = browser.tab();
    const sent = browser.sendFrom(one);
    browser.answers[0]?.(LOST);
    await sent;
    const other = browser.tab();
    other.desk.open('deposit', FIELDS);
    const retried = other.desk.submit('deposit');
    browser.answers[1]?.(REJECTED);
    await retried;
    expect(one.desk.settledElsewhere()).toEqual(['deposit']);
  });

  test('After an outcome, the next form starts empty with a new key', async () => {
    const browser = new Browser();
    const tab = browser.tab();
    const sent = browser.sendFrom(tab);
    browser.answers[0]?.(accepted);
    await sent;
    expect(tab.desk.open('deposit', FIELDS)).toMatchObject({ stage: 'draft', key: 'key-2' });
  });

  test('What another version has stored is ignored', () => {
    const browser = new Browser();
    browser.shared.setItem('nissmart-unsettled-x', '{"userId":"amina","payment":{"stage":"sending"}}');
    browser.shared.setItem('nissmart-unsettled-y', 'nonsense');
    expect(browser.tab().store.unsettled()).toEqual([]);
  });
});
