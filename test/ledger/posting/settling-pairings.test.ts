import { expect, test } from '@jest/globals';
import type { TransactionCommand } from '../../../server/ledger/model/command.js';
import { PENDING_DAYS, settlementPolicy } from '../../../server/ledger/posting/book/review-terms.js';
import type { Transaction } from '../../../server/ledger/model/transaction.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { entriesOf, expectBooksToBalance, walletRow } from '../../support/books.js';
import { expiring, settling, withdrawFrom } from '../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { outcomeOf } from '../../support/outcome.js';

const PENDING_MS = PENDING_DAYS * 24 * 60 * 60 * 1000;

type Act = 'post' | 'void' | 'expire';
const ENDS = { post: 'POSTED', void: 'VOIDED', expire: 'VOIDED' } as const;
const LOGGED = {
  post: 'TRANSACTION_POSTED',
  void: 'TRANSACTION_VOIDED',
  expire: 'TRANSACTION_EXPIRED',
} as const;

function orders(acts: readonly Act[]): Act[][] {
  if (acts.length <= 1) return [[...acts]];
  return acts.flatMap((first) => orders(acts.filter((act) => act !== first)).map((rest) => [first, ...rest]));
}

const PAIRINGS = (
  [
    ['post', 'void'],
    ['post', 'expire'],
    ['void', 'expire'],
    ['post', 'void', 'expire'],
  ] as const
).flatMap((acts) => orders(acts).map((order) => ({ order, title: order.join(', ') })));

/** Somebody with money, an operator, and a withdrawal that waits; the clock stands right before its time is over. */
async function waiting() {
  const one = await TestLedger.open();
  const two = await one.twin(settlementPolicy('review'));
  const operator = (await one.user({ role: 'OPERATOR' })).id;
  const wallet = await one.wallet({ balance: 1_000 });
  const { transaction } = await two.ledger.submit(withdrawFrom(wallet, 300));
  one.clock.advance(PENDING_MS - 1);
  return { one, two, operator, wallet, transaction };
}

function commandOf(act: Act, transaction: Transaction, operator: string): TransactionCommand {
  return act === 'expire' ? expiring(transaction) : settling(act, transaction, operator);
}

/** Expiry comes when the time is over and everything else right before that; whoever is first in the queue may be either. */
async function submitAt(act: Act, { ledger, clock }: TestLedger, command: TransactionCommand) {
  const late = act === 'expire' ? 1 : 0;
  clock.advance(late);
  const answer = outcomeOf(ledger.submit(command));
  clock.advance(-late);
  return answer;
}

/** Submits until it is decided: two ledgers may be in each other's way for too long on a slow machine. */
async function insistAt(act: Act, ledger: TestLedger, command: TransactionCommand) {
  for (;;) {
    const outcome = await submitAt(act, ledger, command);
    if (outcome.code !== 'UNAVAILABLE') return outcome;
  }
}

/** One end, one entry in the audit log, two entries or none, and nothing set aside any more. */
async function expectEnd(
  t: TestLedger,
  wallet: OwnedWallet,
  { id }: Transaction,
  winner: Act,
): Promise<void> {
  expect((await verifyBooks(t.storage.reader, t.clock)).problems).toEqual([]);
  const stored = await expectBooksToBalance(t.storage);
  expect(stored.transactions.find((row) => row.id === id)?.status).toBe(ENDS[winner]);
  expect(stored.auditEvents.map(({ action }) => action)).toEqual([LOGGED[winner]]);
  const taken = winner === 'post' ? [[-300, 700]] : [];
  expect(entriesOf(stored, wallet)).toEqual([[1_000, 1_000], ...taken]);
  expect(stored.entries.filter((entry) => entry.transaction_id === id)).toHaveLength(2 * taken.length);
  const posted = winner === 'post' ? 700 : 1_000;
  expect(await walletRow(t.storage, wallet)).toMatchObject({ posted, held: 0, incoming: 0 });
}

test.each(PAIRINGS)(
  'When these come at once to one ledger, then the first wins: $title',
  async ({ order }) => {
    const { one, operator, wallet, transaction } = await waiting();
    const commands = order.map((act) => commandOf(act, transaction, operator));
    const outcomes = await Promise.all(
      order.map(async (act, index) => submitAt(act, one, commands[index] ?? expiring(transaction))),
    );
    const [first = 'expire', ...others] = order;
    expect(outcomes.map(({ code }) => code)).toEqual(['OK', ...others.map(() => 'INVALID_STATE')]);
    await expectEnd(one, wallet, transaction, first);

    // A key has the same answer for ever, also when the time is over.
    one.clock.advance(PENDING_MS);
    for (const [index, command] of commands.entries()) {
      const again = await outcomeOf(one.ledger.submit(command));
      const isPinned = command.idempotencyKey !== null;
      expect([again.code, again.replayed]).toEqual([
        isPinned ? outcomes[index]?.code : 'INVALID_STATE',
        isPinned,
      ]);
    }
    await expectEnd(one, wallet, transaction, first);
  },
);

test.each(PAIRINGS)(
  'When these come at once to two ledgers, then one of them wins: $title',
  async ({ order }) => {
    const { one, two, operator, wallet, transaction } = await waiting();
    // Each comes to both, the first one to the one ledger first and the next one to the other.
    const sent = order.flatMap((act, index) => {
      const turns = index % 2 === 0 ? [one, two] : [two, one];
      return turns.map(async (ledger) => ({
        act,
        ...(await insistAt(act, ledger, commandOf(act, transaction, operator))),
      }));
    });
    const outcomes = await Promise.all(sent);
    const [winner, ...more] = outcomes.filter(({ code }) => code === 'OK');
    expect([winner?.code, more]).toEqual(['OK', []]);
    const losers = outcomes.filter(({ code }) => code !== 'OK');
    expect(losers.map(({ code }) => code)).toEqual(losers.map(() => 'INVALID_STATE'));
    await expectEnd(one, wallet, transaction, winner?.act ?? 'expire');
  },
);
