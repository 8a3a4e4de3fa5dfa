import { expect, test } from '@jest/globals';
import { expectBooksToBalance, walletRow } from '../../support/books.js';
import { depositTo, withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { failureOf, outcomeOf, tally } from '../../support/outcome.js';

const CLOSED = {
  code: 'UNAVAILABLE',
  message: 'The ledger is shutting down; nothing happened',
  details: {},
  retryable: true,
  replayed: false,
};

test('When the ledger closes, then every command it had accepted is answered and stored first', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet();
  const answers: string[] = [];
  for (let index = 0; index < 500; index += 1) {
    const command = index % 5 === 0 ? withdrawFrom(wallet, 1_000_000) : depositTo(wallet, 1);
    void outcomeOf(t.ledger.submit(command)).then(({ code }) => answers.push(code));
  }
  await t.ledger.close();

  expect(t.ledger.queueLength).toBe(0);
  expect(tally(answers.map((code) => ({ code })))).toEqual({ OK: 400, INSUFFICIENT_FUNDS: 100 });
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted: 400, sequence: 400 });
  expect((await expectBooksToBalance(t.storage)).records).toHaveLength(500);
});

test('When the ledger closes, then a wallet that is just being opened is opened first', async () => {
  const t = await TestLedger.open();
  const { id: ownerId } = await t.user();
  const opening = t.ledger.openWallet({ ownerId, name: 'n', currency: 'KES' });
  const answer = opening.then(({ wallet }) => wallet.id, String);
  await t.ledger.close();
  await t.storage.close();
  expect(await answer).toMatch(/^[0-9a-f-]{36}$/);
});

test('When the ledger is closing or closed, then it takes nothing more', async () => {
  const t = await TestLedger.open();
  const wallet = await t.wallet();
  const accepted = outcomeOf(t.ledger.submit(depositTo(wallet, 1)));
  const closing = t.ledger.close();
  const late = depositTo(wallet, 2);
  expect(await outcomeOf(t.ledger.submit(late))).toEqual(CLOSED);
  await closing;
  expect(await accepted).toMatchObject({ code: 'OK' });
  expect(await outcomeOf(t.ledger.submit(late))).toEqual(CLOSED);
  const opening = t.ledger.openWallet({ ownerId: wallet.ownerId, name: 'n', currency: 'KES' });
  expect(await opening.then(() => undefined, failureOf)).toEqual(CLOSED);
  await t.ledger.close();

  const stored = await expectBooksToBalance(t.storage);
  expect([stored.transactions.length, stored.wallets.length]).toEqual([1, 3]);
  const restarted = await t.reopen();
  expect(await outcomeOf(restarted.ledger.submit(late))).toMatchObject({ code: 'OK', replayed: false });
});
