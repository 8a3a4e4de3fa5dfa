import { describe, expect, test } from '@jest/globals';
import { TestBrowser } from './browser';
import { ACCEPTED, FIELDS, LOST, networkProblem, REJECTED } from './payments';

describe('The payment desk', () => {
  test('When a payment is sent twice at once, then one request goes out', async () => {
    const browser = new TestBrowser();
    const tab = browser.tab();
    const first = browser.sendFrom(tab);
    expect(await tab.desk.submit('deposit')).toBeUndefined();
    browser.answers[0]?.(ACCEPTED);
    expect(await first).toMatchObject({ stage: 'accepted' });
    expect(browser.requests).toHaveLength(1);
    expect(browser.shared).toHaveLength(0);
  });

  test('Before a payment is sent, its key is stored for all tabs', () => {
    const browser = new TestBrowser();
    const tab = browser.tab();
    void browser.sendFrom(tab);
    expect(tab.store.unsettled()).toMatchObject([{ key: 'key-1', stage: 'sending' }]);
  });

  test('When the page is reloaded in the middle, then the same key is taken up again', () => {
    const browser = new TestBrowser();
    const { ofTab, ...tab } = browser.tab();
    void browser.sendFrom(tab);
    const reloaded = browser.tab('amina', ofTab);
    expect(reloaded.desk.open('deposit', FIELDS)).toMatchObject({ stage: 'unknown', key: 'key-1' });
    void reloaded.desk.submit('deposit');
    expect(browser.requests.map(({ key }) => key)).toEqual(['key-1', 'key-1']);
  });

  test('A reload keeps the draft and its key', () => {
    const browser = new TestBrowser();
    const { desk, ofTab } = browser.tab();
    desk.open('deposit', FIELDS);
    desk.edit('deposit', { ...FIELDS, amount: '99' });
    const reopened = browser.tab('amina', ofTab).desk.open('deposit', FIELDS);
    expect(reopened).toMatchObject({ stage: 'draft', key: 'key-1', fields: { amount: '99' } });
  });

  test('When the server is asked about the key, then what it knows settles the payment', async () => {
    const browser = new TestBrowser();
    const tab = browser.tab();
    const sent = browser.sendFrom(tab);
    browser.answers[0]?.(LOST);
    await sent;
    expect(await tab.desk.check('deposit')).toMatchObject({ stage: 'unknown', missing: true });
    browser.knownKeys.set('key-1', { type: 'accepted', transactionId: 't1', replayed: true });
    expect(await tab.desk.check('deposit')).toMatchObject({ stage: 'accepted', replayed: true });
    expect(tab.store.unsettled()).toEqual([]);
  });

  test('What was declined can be reviewed again as it is, and is then another payment', async () => {
    const browser = new TestBrowser();
    const tab = browser.tab();
    const sent = browser.sendFrom(tab);
    await browser.answer(REJECTED);
    await sent;
    tab.desk.review('deposit');
    void tab.desk.submit('deposit');
    expect(browser.requests.map(({ key }) => key)).toEqual(['key-1', 'key-2']);
  });

  test('When a session has ended and begun again, then the review is as it was, without the complaint', async () => {
    const browser = new TestBrowser();
    const { ofTab, ...tab } = browser.tab();
    const sent = browser.sendFrom(tab);
    await browser.answer({ type: 'refused', problem: networkProblem('UNAUTHENTICATED') });
    expect(await sent).toHaveProperty('problem.code', 'UNAUTHENTICATED');
    const again = browser.tab('amina', ofTab).desk.open('deposit', FIELDS);
    expect(again).toEqual({ kind: 'deposit', key: 'key-1', fields: FIELDS, stage: 'reviewing' });
  });

  test('After an outcome, the next form starts empty with a new key', async () => {
    const browser = new TestBrowser();
    const tab = browser.tab();
    const sent = browser.sendFrom(tab);
    browser.answers[0]?.(ACCEPTED);
    await sent;
    expect(tab.desk.open('deposit', FIELDS)).toMatchObject({ stage: 'draft', key: 'key-2' });
  });

  test('What another version has stored is ignored', () => {
    const browser = new TestBrowser();
    browser.shared.setItem('nissmart-unsettled-amina-x', '{"userId":"amina","payment":{"stage":"sending"}}');
    browser.shared.setItem('nissmart-unsettled-amina-y', 'nonsense');
    expect(browser.tab().store.unsettled()).toEqual([]);
  });
});
