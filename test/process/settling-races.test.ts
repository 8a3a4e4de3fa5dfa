import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { systemClock } from '../../server/ledger/model/clock.js';
import { expirePending } from '../../server/ledger/expire-pending.js';
import { Ledger } from '../../server/ledger/ledger.js';
import { PENDING_DAYS, settlementPolicy } from '../../server/ledger/posting/book/review-terms.js';
import { Client, PASSWORD, User } from '../support/api.js';
import { expectBooksToBalance, walletRow } from '../support/books.js';
import { SettableClock } from '../support/clock.js';
import { withdrawFrom } from '../support/commands.js';
import { onCleanup, temporaryFolder, TestLedger } from '../support/ledger.js';
import { nissmart, serve, type Serving } from '../support/process.js';

const PENDING_MS = PENDING_DAYS * 24 * 60 * 60 * 1000;
const REVIEW = settlementPolicy('review');
/** Until the first time is over: everything is ready by then. */
const LEAD_MS = 2_000;
/** Between one contest and the next. */
const STEP_MS = 50;

type Act = 'post' | 'void';
/** Acts on a withdrawal, and the time left to its deadline, in milliseconds; the sweeper comes at the deadline. */
const CONTESTS = [
  ...Array.from({ length: 8 }, () => ({ acts: ['post', 'void'] as const, leadMs: 60_000 })),
  ...[300, 100, 50, 20, 10, 0, -10].flatMap((leadMs) =>
    ([['post'], ['void'], ['post', 'void']] as const).map((acts) => ({ acts, leadMs })),
  ),
];

interface Sent {
  readonly act: Act;
  readonly key: string;
  readonly code: string;
}

/** Sends once more, with the same key, what the database was too busy for. */
async function send(
  user: User,
  id: string,
  act: Act,
  key: string,
): Promise<{ code: string; replayed: boolean }> {
  for (;;) {
    const answer = await user.post(`/api/transactions/${id}/${act}`, { reason: 'As agreed' }, { key });
    if (answer.status === 503) continue;
    const code = answer.status === 200 ? 'OK' : answer.text('code');
    return { code, replayed: answer.headers.get('idempotency-replayed') === 'true' };
  }
}

/** Two servers on one database, an operator who is signed in to both, and a customer with money. */
async function setUp() {
  const env = {
    DATABASE_URL: `sqlite:${join(temporaryFolder(), 'nissmart.db')}`,
    NISSMART_SETTLEMENT: 'review',
    NISSMART_OPERATOR_EMAIL: 'ops@example.com',
    NISSMART_OPERATOR_PASSWORD: PASSWORD,
  };
  const one = await serve(env);
  const two = await serve(env);
  const signedIn = await new Client(one).post('/api/auth/login', {
    email: 'ops@example.com',
    password: PASSWORD,
  });
  const operators = [one, two].map((server) =>
    userOf(server, signedIn.text('user.id'), signedIn.text('token')),
  );
  const t = await TestLedger.open(env.DATABASE_URL, new SettableClock(new Date().toISOString()));
  return { env, operators, t, wallet: await t.wallet({ balance: 100 * CONTESTS.length }) };
}

function userOf(server: Serving, id: string, token: string): User {
  return new User(server, id, 'ops@example.com', token);
}

test('When two servers and a sweeper decide at once about what waits, then each is decided once', async () => {
  const { env, operators, t, wallet } = await setUp();
  const start = Date.now() + LEAD_MS;
  // The withdrawals are dated a week ago.
  const contests: { id: string; acts: readonly Act[]; at: number }[] = [];
  const weekAgo = await t.twin(REVIEW);
  for (const { acts, leadMs } of CONTESTS) {
    const at = start + STEP_MS * contests.length;
    t.clock.advance(at + leadMs - PENDING_MS - t.clock.now().getTime());
    const { id } = (await weekAgo.ledger.submit(withdrawFrom(wallet, 100))).transaction;
    contests.push({ id, acts, at });
  }

  const sweeping = { goesOn: true };
  onCleanup(() => {
    sweeping.goesOn = false;
  });
  const ledger = new Ledger(t.units, t.ids, systemClock, undefined, REVIEW);
  const sweep = async () => {
    let expired = 0;
    while (sweeping.goesOn) {
      expired += await expirePending(ledger, t.storage.reader, systemClock);
      await sleep(1);
    }
    return expired;
  };
  const swept = sweep();
  const sent = await Promise.all(
    contests.map(async ({ id, acts, at }) => {
      await sleep(at - Date.now());
      const answers = operators.flatMap((operator) =>
        acts.map(async (act): Promise<Sent> => {
          const key = v4();
          return { act, key, code: (await send(operator, id, act, key)).code };
        }),
      );
      return { id, answers: await Promise.all(answers) };
    }),
  );
  // A withdrawal that only a late post tried to settle is left to the sweeper.
  sweeping.goesOn = false;
  const late = await expirePending(ledger, t.storage.reader, systemClock);

  const stored = await expectBooksToBalance(t.storage);
  let expirations = 0;
  for (const { id, answers } of sent) {
    const won = answers.filter(({ code }) => code === 'OK').map(({ act }) => act);
    expect(answers.filter(({ code }) => code !== 'OK' && code !== 'INVALID_STATE')).toEqual([]);
    const events = stored.auditEvents.filter((event) => event.transaction_id === id);
    const winner = won[0] ?? 'expire';
    if (winner === 'expire') expirations += 1;
    expect([won.length <= 1, events.map(({ action }) => action)]).toEqual([
      true,
      [{ post: 'TRANSACTION_POSTED', void: 'TRANSACTION_VOIDED', expire: 'TRANSACTION_EXPIRED' }[winner]],
    ]);
    const isPosted = winner === 'post';
    expect(stored.transactions.find((row) => row.id === id)?.status).toBe(isPosted ? 'POSTED' : 'VOIDED');
    expect(stored.entries.filter((entry) => entry.transaction_id === id)).toHaveLength(isPosted ? 2 : 0);
    for (const { act, key, code } of answers) {
      const [operator] = operators;
      if (operator) expect(await send(operator, id, act, key)).toEqual({ code, replayed: true });
    }
  }
  expect((await swept) + late).toBe(expirations);
  const posted = stored.transactions.filter(
    ({ type, status }) => type === 'WITHDRAWAL' && status === 'POSTED',
  );
  expect(await walletRow(t.storage, wallet)).toMatchObject({
    posted: 100 * (CONTESTS.length - posted.length),
    held: 0,
    incoming: 0,
  });
  expect(await nissmart(['verify'], { env })).toMatchObject({ code: 0 });
});
