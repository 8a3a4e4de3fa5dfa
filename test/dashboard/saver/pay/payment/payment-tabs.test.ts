import { describe, expect, test } from '@jest/globals';
import { TestBrowser } from './browser';
import { ACCEPTED, FIELDS, LOST, REJECTED } from './payments';

describe('Payments in several tabs', () => {
  test('When a payment is given up, then no reload brings it back', async () => {
    const browser = new TestBrowser();
    const { ofTab, ...tab } = browser.tab();
    await browser.lose(tab);
    await tab.desk.check('deposit');
    expect(await tab.desk.startOver('deposit')).toMatchObject({ stage: 'draft', key: 'key-2' });
    expect(browser.shared).toHaveLength(0);
    const reloaded = browser.tab('amina', ofTab);
    expect(reloaded.desk.open('deposit', FIELDS)).toMatchObject({ stage: 'draft', key: 'key-2' });
  });

  test('When it arrives just before it is given up, then it counts', async () => {
    const browser = new TestBrowser();
    const tab = browser.tab();
    await browser.lose(tab);
    await tab.desk.check('deposit');
    browser.knownKeys.set('key-1', { type: 'accepted', transactionId: 't1', replayed: true });
    expect(await tab.desk.startOver('deposit')).toMatchObject({ stage: 'accepted', key: 'key-1' });
  });

  test('While another tab sends it, nobody says that it is missing, and nobody can give it up', async () => {
    const browser = new TestBrowser();
    const [one, other] = [browser.tab(), browser.tab()];
    await browser.lose(one);
    await one.desk.check('deposit');
    other.desk.open('deposit', FIELDS);
    const sent = other.desk.submit('deposit');
    expect(await one.desk.startOver('deposit')).toMatchObject({ stage: 'unknown', missing: false });
    expect(await one.desk.check('deposit')).toMatchObject({ stage: 'unknown', missing: false });
    await browser.answer(ACCEPTED);
    await sent;
    browser.knownKeys.set('key-1', { type: 'accepted', transactionId: 't1', replayed: true });
    expect(await one.desk.follow('deposit')).toMatchObject({ stage: 'accepted', key: 'key-1' });
  });

  test('When one tab gives it up, then the other one follows and does not bring it back', async () => {
    const browser = new TestBrowser();
    const [one, other] = [browser.tab(), browser.tab()];
    await browser.lose(one);
    other.desk.open('deposit', FIELDS);
    await one.desk.check('deposit');
    await one.desk.startOver('deposit');
    expect(other.desk.settledElsewhere()).toEqual(['deposit']);
    expect(await other.desk.follow('deposit')).toMatchObject({ stage: 'draft' });
    expect(browser.shared).toHaveLength(0);
  });

  test('When somebody else has used the tab, then what was lost is there again for its user', async () => {
    const browser = new TestBrowser();
    const { ofTab, ...tab } = browser.tab();
    await browser.lose(tab);
    const brian = browser.tab('brian', ofTab);
    brian.desk.open('deposit', { ...FIELDS, amount: '7' });
    brian.desk.edit('deposit', { ...FIELDS, amount: '8' });
    const again = browser.tab('amina', ofTab);
    expect(again.store.unsettled()).toMatchObject([{ key: 'key-1' }]);
    expect(again.desk.open('deposit', FIELDS)).toMatchObject({ stage: 'unknown', key: 'key-1' });
  });

  test('When the tab is gone, then another one takes the payment up before it makes a new one', async () => {
    const browser = new TestBrowser();
    const sent = browser.sendFrom(browser.tab());
    browser.answers[0]?.(LOST);
    await sent;
    expect(browser.tab().desk.open('deposit', FIELDS)).toMatchObject({ stage: 'unknown', key: 'key-1' });
    expect(browser.tab().desk.open('withdraw', FIELDS)).toMatchObject({ stage: 'draft', key: 'key-2' });
  });

  test('Two tabs have drafts and keys of their own', () => {
    const browser = new TestBrowser();
    const [one, other] = [browser.tab(), browser.tab()];
    expect(one.desk.open('deposit', FIELDS).key).not.toBe(other.desk.open('deposit', FIELDS).key);
  });

  test('Nobody sees the payments of another user of the browser', () => {
    const browser = new TestBrowser();
    const { ofTab, ...tab } = browser.tab();
    void browser.sendFrom(tab);
    const brian = browser.tab('brian', ofTab);
    expect(brian.store.unsettled()).toEqual([]);
    expect(brian.desk.open('deposit', FIELDS)).toMatchObject({ stage: 'draft', key: 'key-2' });
  });

  test('When another tab settles the payment, then this one knows which to ask about', async () => {
    const browser = new TestBrowser();
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
});
