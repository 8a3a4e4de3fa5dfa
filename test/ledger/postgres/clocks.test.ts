import { beforeEach, describe, expect, test } from '@jest/globals';
import { expirePending } from '../../../server/ledger/expire-pending.js';
import type { Transaction } from '../../../server/ledger/model/transaction.js';
import { PENDING_DAYS, settlementPolicy } from '../../../server/ledger/posting/book/review-terms.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { expectBooksToBalance, walletRow } from '../../support/books.js';
import { SettableClock } from '../../support/clock.js';
import { settling, transferFrom, withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { startBeside } from '../../support/nodes.js';
import { outcomeOf, tally } from '../../support/outcome.js';
import { expectSoon } from '../../support/soon.js';
import { startApi } from '../../support/started.js';

const NOW = '2026-03-02T12:00:00.000Z';
const DAY_MS = 24 * 60 * 60 * 1000;
const REVIEW = settlementPolicy('review');
const TRANSFERS = 30;

/** A clock that is off by so many days. */
function clockOff(days: number): SettableClock {
  const clock = new SettableClock(NOW);
  clock.advance(days * DAY_MS);
  return clock;
}

describe('When the clocks of nodes are a day behind, right, and a day ahead', () => {
  let behind: TestLedger;
  let right: TestLedger;
  let ahead: TestLedger;

  beforeEach(async () => {
    right = await TestLedger.open(undefined, clockOff(0), REVIEW);
    behind = await TestLedger.open(right.url, clockOff(-1), REVIEW);
    ahead = await TestLedger.open(right.url, clockOff(1), REVIEW);
  });

  async function expectProvedBooks() {
    const schema = await right.storage.expectedSchema();
    expect((await verifyBooks(right.storage.reader, ahead.clock, undefined, { schema })).problems).toEqual(
      [],
    );
    return expectBooksToBalance(right.storage);
  }

  test('then the order of entries is that of their sequences, and their ids never go back', async () => {
    const instant = await right.twin(settlementPolicy('instant'));
    const [from, to] = [await instant.wallet({ balance: TRANSFERS }), await instant.wallet()];
    const nodes = [ahead, behind, right];
    for (let index = 0; index < TRANSFERS; index += 1) {
      const node = nodes[index % nodes.length] ?? right;
      // The clocks of two nodes are set while they work.
      if (index === TRANSFERS / 2) {
        ahead.clock.advance(-3 * DAY_MS);
        behind.clock.advance(5 * DAY_MS);
      }
      expect(await outcomeOf(node.ledger.submit(transferFrom(from, { walletId: to.id }, 1)))).toMatchObject({
        code: 'OK',
      });
    }
    const { entries, transactions } = await expectProvedBooks();
    for (const wallet of [from, to]) {
      const own = entries.filter(({ wallet_id: id }) => id === wallet.id);
      expect(own.map(({ id }) => id)).toEqual(own.map(({ id }) => id).sort());
      expect(own.map(({ sequence }) => sequence)).toEqual(own.map((_, index) => index + 1));
    }
    expect(transactions).toHaveLength(TRANSFERS + 1);
  });

  test('then what waits expires once, by the first clock that has come to its time, and is decided by nobody afterwards', async () => {
    const instant = await right.twin(settlementPolicy('instant'));
    const wallet = await instant.wallet({ balance: 1_000 });
    const operator = (await right.user({ role: 'OPERATOR' })).id;
    const waiting: Transaction[] = [];
    for (const node of [behind, right, ahead])
      waiting.push((await node.ledger.submit(withdrawFrom(wallet, 100))).transaction);
    const sweep = async () => {
      const all = [behind, right, ahead].flatMap((node) => [node, node]);
      const swept = await Promise.all(
        all.map(async ({ ledger, storage, clock }) => expirePending(ledger, storage.reader, clock)),
      );
      return swept.reduce((sum, count) => sum + count, 0);
    };
    const statuses = async () => {
      const { transactions } = await expectBooksToBalance(right.storage);
      return waiting.map(({ id }) => transactions.find((row) => row.id === id)?.status);
    };

    expect(await sweep()).toBe(0);
    for (const { clock } of [behind, right, ahead]) clock.advance((PENDING_DAYS - 2) * DAY_MS - 1);
    expect([await sweep(), await statuses()]).toEqual([0, ['PENDING', 'PENDING', 'PENDING']]);
    // The clock that is ahead comes to the time of the first, which was dated by the one that is behind.
    for (const { clock } of [behind, right, ahead]) clock.advance(1);
    expect([await sweep(), await statuses()]).toEqual([1, ['VOIDED', 'PENDING', 'PENDING']]);
    expect(await walletRow(behind.storage, wallet)).toMatchObject({ posted: 1_000, held: 200 });

    const [first, ...others] = waiting;
    if (!first) throw new Error('Three are waiting');
    const late = [behind, right, ahead].map(async ({ ledger }) =>
      outcomeOf(ledger.submit(settling('post', first, operator))),
    );
    expect(tally(await Promise.all(late))).toEqual({ INVALID_STATE: 3 });
    for (const { clock } of [behind, right, ahead]) clock.advance(4 * DAY_MS);
    expect([await sweep(), await sweep(), await statuses()]).toEqual([2, 0, ['VOIDED', 'VOIDED', 'VOIDED']]);

    const { auditEvents } = await expectProvedBooks();
    const expired = auditEvents.filter(({ action }) => action === 'TRANSACTION_EXPIRED');
    expect(expired.map((event) => event.transaction_id).sort()).toEqual(
      [first, ...others].map(({ id }) => id).sort(),
    );
    expect(await walletRow(ahead.storage, wallet)).toMatchObject({ posted: 1_000, held: 0 });
  });
});

test('When a session has ended by the clock of one node, then it ends at the nodes whose clocks are behind as well', async () => {
  const [now, later] = [clockOff(0), clockOff(0)];
  const lasting = { idleMs: DAY_MS, absoluteMs: 2 * DAY_MS };
  const config = { sessions: { staff: lasting, customer: lasting } };
  const one = await startApi(config, { clock: now });
  const two = await startBeside(one, { config, options: { clock: later } });
  const amina = await one.customer();
  const statusAt = async (node: typeof one) => (await amina.at(node).get('/api/me')).status;
  expect([await statusAt(one), await statusAt(two)]).toEqual([200, 200]);

  later.advance(2 * DAY_MS);
  expect(await statusAt(two)).toBe(401);
  await expectSoon(async () => statusAt(one), 401);
  later.advance(-3 * DAY_MS);
  expect([await statusAt(one), await statusAt(two)]).toEqual([401, 401]);
});
