import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { SeededRandom } from '../../../server/demo/seeded-random.js';
import { systemClock } from '../../../server/ledger/model/clock.js';
import type { TransferCommand } from '../../../server/ledger/model/command.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { books, expectBooksToBalance } from '../../support/books.js';
import { transferFrom } from '../../support/commands.js';
import type { OwnedWallet, TestLedger } from '../../support/ledger.js';
import { outcomeOf, type Outcome } from '../../support/outcome.js';
import type { HistoryFile } from './bank-history.js';

export type Several<Item> = readonly [Item, ...Item[]];

const WALLETS = 6;
const CLIENTS = 9;
const EACH = 1_000;

/** Sum of all customers' balances, which no transfer changes. */
export const WHOLE = WALLETS * EACH;

/** Answers that leave open what has become of a transfer, or say that it is to be sent again. */
const AGAIN = new Set(['UNAVAILABLE', 'OUTCOME_UNKNOWN']);

export interface Sent {
  readonly command: TransferCommand;
  readonly outcome: Outcome;
}

export async function openWallets(home: TestLedger): Promise<Several<OwnedWallet>> {
  const wallets: [OwnedWallet, ...OwnedWallet[]] = [await home.wallet({ balance: EACH })];
  while (wallets.length < WALLETS) wallets.push(await home.wallet({ balance: EACH }));
  return wallets;
}

/** Has clients send random transfers to random nodes, each until it is decided, as long as faults are made. */
export async function transferUntil(
  faults: Promise<void>,
  nodes: Several<TestLedger>,
  wallets: Several<OwnedWallet>,
  random: SeededRandom,
  file?: HistoryFile,
): Promise<Sent[]> {
  const history: Sent[] = [];
  let ending = false;
  void faults.then(() => (ending = true));
  const client = async () => {
    while (!ending) {
      const [from, to] = [random.pick(wallets), random.pick(wallets)];
      if (to.id === from.id) continue;
      const command = transferFrom(from, { walletId: to.id }, random.whole(1, 900));
      history.push(await sendUntilDecided(nodes, command, random, file));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  await faults;
  return history;
}

/** Sends a transfer to one node after the other until it is decided, under one key. */
async function sendUntilDecided(
  nodes: Several<TestLedger>,
  command: TransferCommand,
  random: SeededRandom,
  file?: HistoryFile,
): Promise<Sent> {
  const { idempotencyKey: key, fromWalletId: from, to, amount } = command;
  for (;;) {
    file?.write({ what: 'sent', key, from, to: 'walletId' in to ? to.walletId : '', amount });
    const outcome = await outcomeOf(random.pick(nodes).ledger.submit(command));
    const { code, replayed } = outcome;
    file?.write({
      what: 'answered',
      key,
      code,
      replayed,
      ...('transaction' in outcome && { id: outcome.transaction.id }),
    });
    if (!AGAIN.has(outcome.code)) return { command, outcome };
    await sleep(20);
  }
}

/** Expects that what was answered is what there is: each transfer once, no other one, and the balances that they make. */
export async function expectHistory(
  home: TestLedger,
  wallets: Several<OwnedWallet>,
  history: readonly Sent[],
): Promise<void> {
  const { transactions, records, wallets: rows } = await expectBooksToBalance(home.storage);
  const made = history.filter(({ outcome }) => outcome.code === 'OK');
  const ids = made.flatMap(({ outcome }) => ('transaction' in outcome ? [outcome.transaction.id] : []));
  expect(made.length).toBeGreaterThan(0);
  expect(new Set(ids).size).toBe(made.length);
  expect(transactions.filter(({ type }) => type === 'TRANSFER').map(({ id }) => id)).toEqual(ids.sort());
  expect(history.filter(({ outcome }) => !['OK', 'INSUFFICIENT_FUNDS'].includes(outcome.code))).toEqual([]);
  for (const wallet of wallets) {
    const due = made.reduce((balance, { command }) => balance + effectOn(wallet, command), EACH);
    expect(rows.find(({ id }) => id === wallet.id)?.posted).toBe(due);
  }
  const keys = new Set(records.map(({ key }) => key));
  expect(history.filter(({ command }) => !keys.has(command.idempotencyKey))).toEqual([]);
  const schema = await home.storage.expectedSchema();
  expect((await verifyBooks(home.storage.reader, systemClock, undefined, { schema })).problems).toEqual([]);
}

/** Writes down the transfers that are there, with their keys, and the balances. */
export async function writeEnd(
  { storage }: TestLedger,
  wallets: Several<OwnedWallet>,
  file: HistoryFile,
): Promise<void> {
  const { transactions, records, wallets: rows } = await books(storage);
  const made = new Map(transactions.map((row) => [row.id, row]));
  for (const { key, operation, transaction_id: id } of records) {
    const row = made.get(id ?? '');
    if (operation !== 'transfer' || !row) continue;
    const { source_wallet_id: from, destination_wallet_id: to, amount } = row;
    file.write({ what: 'stored', key, id: row.id, from, to, amount });
  }
  for (const { id } of wallets) {
    const last = rows.find((row) => row.id === id)?.posted ?? 0;
    file.write({ what: 'balance', wallet: id, first: EACH, last });
  }
}

function effectOn({ id }: OwnedWallet, { fromWalletId, to, amount }: TransferCommand): number {
  if (fromWalletId === id) return -amount;
  return 'walletId' in to && to.walletId === id ? amount : 0;
}
