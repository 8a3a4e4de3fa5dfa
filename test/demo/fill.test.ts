import { expect, test } from '@jest/globals';
import { fillDemo } from '../../server/demo/fill.js';
import { DEMO_USERS } from '../../server/demo/sign-ins.js';
import { readDemoState } from '../../server/demo/state.js';
import { verifyBooks } from '../../server/ledger/verify/verify.js';
import { books, expectBooksToBalance } from '../support/books.js';
import { TestLedger } from '../support/ledger.js';
import { rawRows } from '../support/raw-sql.js';

const START = new Date('2026-03-02');
const UNTIL = new Date('2026-05-04T10:00:00Z');

function targetOf({ units, storage }: TestLedger) {
  return { units, reader: storage.reader };
}

/** Every row of the demo data. Only what a password was hashed to has real chance in it. */
async function everything(t: TestLedger) {
  const users = await rawRows(
    t,
    'select id, email, email_key, display_name, role, status, created_at from users order by id',
  );
  return { users, ...(await books(t.storage)) };
}

async function stateOf(t: TestLedger) {
  return readDemoState(t.storage.reader, UNTIL);
}

test('When two databases are filled, then they have the same rows, and their books are right', async () => {
  const [one, other] = [await TestLedger.open(), await TestLedger.open()];
  const report = await fillDemo(targetOf(one), { start: START, until: UNTIL });
  await fillDemo(targetOf(other), { start: START, until: UNTIL });
  expect(await everything(one)).toEqual(await everything(other));

  const { users, wallets, transactions, records } = await everything(one);
  const openings = records.filter(({ wallet_id: id }) => id !== null);
  const declines = records.flatMap(({ rejection_code: code }) => code ?? []);
  expect(report).toEqual({
    customers: users.length - 2,
    wallets: wallets.filter(({ kind }) => kind === 'CUSTOMER').length,
    currencies: new Set(wallets.map(({ currency }) => currency)).size,
    transactions: transactions.length,
    declined: declines.length,
  });
  expect(openings).toHaveLength(report.wallets);
  expect(new Set(declines)).toEqual(new Set(['INSUFFICIENT_FUNDS', 'CURRENCY_MISMATCH', 'SAME_WALLET']));
  await expectBooksToBalance(one.storage);
  expect((await verifyBooks(one.storage.reader)).problems).toEqual([]);
});

test('When a fill is ended in the middle, then it is unfinished, and the next one adds the rest and nothing twice', async () => {
  const t = await TestLedger.open();
  const ending = new AbortController();
  const onProgress = (done: number, total: number) => {
    if (done > total / 2) ending.abort(new Error('enough'));
  };
  const options = { start: START, until: new Date('2026-03-29') };
  await expect(fillDemo(targetOf(t), { ...options, onProgress, signal: ending.signal })).rejects.toThrow(
    'enough',
  );
  expect(await stateOf(t)).toEqual({ kind: 'unfinished', start: START });
  const half = await everything(t);

  const report = await fillDemo(targetOf(t), options);
  expect(await stateOf(t)).toEqual({ kind: 'complete' });
  const whole = await everything(t);
  expect(whole.transactions.slice(0, half.transactions.length)).toEqual(half.transactions);
  expect(whole.transactions).toHaveLength(report.transactions);

  const inOneGo = await TestLedger.open();
  expect(await fillDemo(targetOf(inOneGo), options)).toEqual(report);
  const balances = ({ wallets }: Pick<typeof whole, 'wallets'>) =>
    wallets.map(({ name, posted }) => [name, posted]).sort();
  expect(balances(whole)).toEqual(balances(await everything(inOneGo)));
  expect((await verifyBooks(t.storage.reader)).problems).toEqual([]);
});

test('When only staff are there, then the database is empty, and the story begins six months ago at midnight', async () => {
  const t = await TestLedger.open();
  await t.user({ role: 'OPERATOR', email: 'ops@example.com', emailKey: 'ops@example.com' });
  // Somebody has made this one by hand, so it is no sign that a fill has begun.
  await t.user({ role: 'ANALYST', email: 'analyst@example.com', emailKey: 'analyst@example.com' });
  expect(await stateOf(t)).toEqual({ kind: 'empty', start: new Date('2025-11-02') });

  await fillDemo(targetOf(t), { start: START, until: new Date('2026-03-20') });
  const { users } = await everything(t);
  expect(users.length).toBeLessThan(DEMO_USERS.length);
});

test('When somebody saves here who is not of the demo data, then it is in use', async () => {
  const t = await TestLedger.open();
  await t.user();
  expect(await stateOf(t)).toEqual({ kind: 'in use' });
});

test('When somebody joins an unfinished fill, then it is in use; after a complete one it stays complete', async () => {
  const t = await TestLedger.open();
  const ending = new AbortController();
  const options = { start: START, until: new Date('2026-03-06') };
  const onProgress = () => ending.abort(new Error('enough'));
  await expect(fillDemo(targetOf(t), { ...options, onProgress, signal: ending.signal })).rejects.toThrow(
    'enough',
  );
  await t.user();
  expect(await stateOf(t)).toEqual({ kind: 'in use' });

  await fillDemo(targetOf(t), options);
  expect(await stateOf(t)).toEqual({ kind: 'complete' });
});
