import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { TransferCommand } from '../../server/ledger/model/command.js';
import { LedgerError } from '../../server/ledger/errors.js';
import { AMOUNT_MAX_MINOR } from '../../server/ledger/money/money.js';
import { expectedSchema } from '../../server/storage/sqlite-open.js';
import { makeFolder } from '../folders.js';
import { openBank, randomTransfer, type Account, type Bank } from '../bank.js';
import { closedLoop } from '../load.js';
import { progressBar } from './progress.js';
import { settle } from './settle.js';

/** Raised when the same number of transactions is filled in differently, so that old files are not used again. */
const RECIPE = 1;
const WALLETS = 1024;
const CALLERS = 256;

/** The end of the filled time: in the middle of an hour. Servers are started with their clocks at it. */
const UNTIL = new Date('2026-06-15T10:50:00Z');
const SPREADS = {
  /** All in the hour that is still open. */
  'open-hour': 40 * 60_000,
  /** Over half a year. */
  spread: 180 * 24 * 3_600_000,
};
export type Spread = keyof typeof SPREADS;

/** Every so many transactions are rare ones, for searches that find little. */
const RARE_ONE_IN = 1000;
/** After every so many transactions somebody tries to send more than they have. */
const DECLINED_ONE_IN = 200;
/** Share of the transfers that go to one wallet, which therefore has a long history. */
const TO_THE_SHOP = 0.02;
const DESCRIPTIONS = ['Lunch on Friday', 'Rent for May', 'School fees', 'Bus fare', 'Airtime', 'Chama'];

/** A ledger with many transactions. */
export interface Filled {
  readonly folder: string;
  readonly transactions: number;
  /** The moment after its last transaction. */
  readonly until: Date;
  /** The first one has the longest history. */
  readonly accounts: readonly Account[];
}

const description = z.object({
  transactions: z.number(),
  until: z.coerce.date(),
  accounts: z.array(z.object({ ownerId: z.string(), walletId: z.string() })),
});

/**
 * Fills a ledger with transfers, all of them through `ledger.submit`, by a clock of its own. The result is kept in a temporary
 * folder, by the schema that it has, and copied when it is asked for again.
 *
 * @returns A copy of its own, on the disk that holds the checkout.
 */
export async function filledLedger(transactions: number, spread: Spread): Promise<Filled> {
  const kept = await keepFilled(transactions, spread);
  const folder = makeFolder();
  cpSync(kept, folder, { recursive: true });
  return { folder, ...description.parse(JSON.parse(readFileSync(join(folder, 'filled.json'), 'utf8'))) };
}

/** Fills a ledger unless there is one. @returns The folder that it is kept in. */
export async function keepFilled(transactions: number, spread: Spread): Promise<string> {
  const schema = createHash('sha256')
    .update(JSON.stringify([RECIPE, await expectedSchema()]))
    .digest('hex');
  const name = `${schema.slice(0, 12)}-${spread}-${String(transactions)}`;
  const kept = join(tmpdir(), 'nissmart-bench', name);
  if (!existsSync(kept)) await fill(transactions, spread, kept);
  return kept;
}

async function fill(transactions: number, spread: Spread, kept: string): Promise<void> {
  const start = UNTIL.getTime() - SPREADS[spread];
  let now = start;
  const bank = await openBank(WALLETS, { now: () => new Date(now) });
  const bar = progressBar(`filling a ledger (${spread})`, transactions);
  try {
    await closedLoop(CALLERS, transactions, async (index) => {
      now = start + Math.floor(((index + 1) * SPREADS[spread]) / (transactions + 2));
      await bank.ledger.submit(filling(bank, index));
      if (index % DECLINED_ONE_IN === 0) await bank.ledger.submit(tooMuch(bank)).catch(expectDecline);
      bar.increment();
    });
  } finally {
    bar.stop();
  }
  await bank.leave();
  await settle(bank.folder, UNTIL);
  writeFileSync(
    join(bank.folder, 'filled.json'),
    JSON.stringify({ transactions, until: UNTIL, accounts: bank.accounts }),
  );
  keep(bank.folder, kept);
}

/** Copies a folder to where it is kept; it appears there whole or not at all. */
function keep(folder: string, kept: string): void {
  const partial = `${kept}.${String(process.pid)}`;
  mkdirSync(partial, { recursive: true });
  cpSync(folder, partial, { recursive: true });
  rmSync(folder, { recursive: true });
  renameSync(partial, kept);
}

function tooMuch({ accounts }: Bank): TransferCommand {
  return { ...randomTransfer(accounts), amount: AMOUNT_MAX_MINOR };
}

function expectDecline(error: unknown): void {
  if (!(error instanceof LedgerError && error.code === 'INSUFFICIENT_FUNDS')) throw error;
}

function filling({ accounts }: Bank, index: number): TransferCommand {
  const [shop] = accounts;
  const command = randomTransfer(accounts);
  const toShop = shop && command.fromWalletId !== shop.walletId && Math.random() < TO_THE_SHOP;
  return {
    ...command,
    ...(toShop && { to: { walletId: shop.walletId } }),
    reference: `INV-${String(index)}`,
    description:
      index % RARE_ONE_IN === 0
        ? 'Harambee for the clinic'
        : (DESCRIPTIONS[index % DESCRIPTIONS.length] ?? null),
  };
}
