import { expect } from '@jest/globals';
import { verifyBooks, type Problem } from '../../../server/ledger/verify/verify.js';
import { depositTo, transferFrom, withdrawFrom } from '../../support/commands.js';
import { removeGuards } from '../../support/guards.js';
import { TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { outcomeOf } from '../../support/outcome.js';
import { rawRows, rawSql } from '../../support/raw-sql.js';

/** Small books whose every row has a name, without triggers and with nothing that refuses damage. */
export interface DamagedBooks {
  readonly ledger: TestLedger;
  readonly amina: OwnedWallet;
  readonly brian: OwnedWallet;
  readonly chieko: OwnedWallet;
  readonly treasury: { readonly id: string };
  /** Amina's two deposits of 1000 and 500, her transfer of 300 to Brian, his withdrawal of 100, Chieko's deposit of 700. */
  readonly transactions: readonly [string, string, string, string, string];
  /** The start of the one hour in which all of it was posted. */
  readonly hour: string;
  /** Runs SQL that nothing refuses. */
  damage(sql: string, ...params: (string | number | null)[]): Promise<void>;
  /** The id of a wallet's entry. */
  entry(wallet: { id: string }, sequence: number): Promise<string>;
  /** Verifies the books and returns the problems, each as [code, table, id, expected, found], sorted. */
  problems(): Promise<string[][]>;
}

export async function damagedBooks(): Promise<DamagedBooks> {
  const ledger = await TestLedger.open();
  const amina = await ledger.wallet();
  const brian = await ledger.wallet();
  const chieko = await ledger.wallet({ currency: 'JPY' });
  const hour = new Date(ledger.clock.now());
  const post = async (command: Parameters<typeof ledger.ledger.submit>[0]): Promise<string> => {
    ledger.clock.advance(1_000);
    return (await ledger.ledger.submit(command)).transaction.id;
  };
  const transactions = [
    await post(depositTo(amina, 1_000)),
    await post(depositTo(amina, 500)),
    await post(transferFrom(amina, { walletId: brian.id }, 300)),
    await post(withdrawFrom(brian, 100)),
    await post(depositTo(chieko, 700)),
  ] as const;
  await outcomeOf(post(withdrawFrom(brian, 1_000)).then((id) => Promise.reject(new Error(id))));

  await removeGuards(ledger);
  const [treasury] = await rawRows<{ id: string }>(
    ledger,
    `select id from wallets where kind = 'TREASURY' and currency = 'KES'`,
  );
  if (!treasury) throw new Error('The shillings have no treasury');

  return {
    ledger,
    amina,
    brian,
    chieko,
    treasury,
    transactions,
    hour: hour.toISOString(),
    async damage(sql, ...params) {
      await rawSql(ledger, sql, params);
    },
    async entry(wallet, sequence) {
      const [row] = await rawRows<{ id: string }>(
        ledger,
        'select id from entries where wallet_id = ? and sequence = ?',
        [wallet.id, sequence],
      );
      if (!row) throw new Error(`Wallet ${wallet.id} has no entry ${sequence}`);
      return row.id;
    },
    async problems() {
      return (await verifyBooks(ledger.storage.reader)).problems.map(inWords).sort(byWords);
    },
  };
}

function inWords({ code, subject, expected, found }: Problem): string[] {
  return [code, subject.table, subject.id ?? '*', expected, found];
}

export function byWords(a: readonly string[], b: readonly string[]): number {
  return a.join(' ') < b.join(' ') ? -1 : 1;
}

/** The problems that one statement makes. Its parameters, and what is expected, are made from the books. */
export interface Damage {
  readonly what: string;
  readonly sql: string;
  readonly params: (books: DamagedBooks) => (string | number)[];
  readonly expected: (books: DamagedBooks) => string[][];
}

/** SHA-256 over something that the test need not say again. */
export const HASH = expect.stringMatching(/^[0-9a-f]{64}$/) as unknown as string;

/** The hash of an entry is not that of what it says. */
export const entryHash = (entry: string): string[] => ['ENTRY_HASH', 'entries', entry, HASH, HASH];

/** The head of a wallet's chain is not the hash of its last entry. */
export const chainHead = ({ id }: { id: string }): string[] => [
  'WALLET_CHAIN_HEAD',
  'wallets',
  id,
  HASH,
  HASH,
];

/** A transaction says something else than when it was posted. */
export const content = (transaction: string): string[] => [
  'TRANSACTION_CONTENT',
  'transactions',
  transaction,
  'unchanged',
  'changed',
];

/** The fingerprint of a key of somebody's is not that of its transaction. */
export const fingerprint = ({ ownerId }: OwnedWallet): string[] => [
  'RECORD_FINGERPRINT',
  'idempotency_records',
  expect.stringContaining(ownerId) as unknown as string,
  HASH,
  HASH,
];

/** The total of the hour in which everything was posted contradicts the transactions. */
export const volume = ({ hour }: DamagedBooks, pair: string, expected: string, found: string): string[] => [
  'VOLUME_HOUR',
  'volume_hours',
  `${hour} ${pair}`,
  expected,
  found,
];

/** Does the damage to sound books and expects just the problems that come of it. */
export async function expectDamageFound({ sql, params, expected }: Damage): Promise<void> {
  const books = await damagedBooks();
  expect(await books.problems()).toEqual([]);
  await books.damage(sql, ...params(books));
  expect(await books.problems()).toEqual(expected(books).sort(byWords));
}
