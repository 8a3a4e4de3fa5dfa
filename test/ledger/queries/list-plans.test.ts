import { describe, expect, test } from '@jest/globals';
import { onwards, type Order, type Page, type PageRequest } from '../../../server/ledger/queries/page.js';
import { listDeclines } from '../../../server/ledger/queries/declines.js';
import { pagesOfEntries } from '../../../server/ledger/queries/entries.js';
import { listReusedKeys } from '../../../server/ledger/queries/key-uses.js';
import type { TransactionFilter } from '../../../server/ledger/queries/transaction-conditions.js';
import { listTransferBatches } from '../../../server/ledger/queries/transfer-batches.js';
import {
  listTransactions,
  listTransactionsOfWallets,
  pagesOfTransactions,
} from '../../../server/ledger/queries/transactions.js';
import { listWallets } from '../../../server/ledger/queries/wallets.js';
import { TestLedger } from '../../support/ledger.js';
import { insertTransactions } from '../../support/many-transactions.js';
import { plansOf } from '../../support/plans.js';

const ANY = 'ffffffff-ffff-7fff-bfff-ffffffffffff';
const PLACE = `1 ${ANY} key`;

/** Every way in which a page may be asked for. */
function pages(cursor: string): PageRequest[] {
  const page = { ...onwards(3, undefined) };
  return (['NEWEST_FIRST', 'OLDEST_FIRST'] as Order[]).flatMap((order) =>
    [true, false].flatMap((fromEnd) => [
      { ...page, order, fromEnd },
      { ...page, order, fromEnd, after: cursor },
      { ...page, order, fromEnd, before: cursor },
    ]),
  );
}

const FILTERS: readonly TransactionFilter[] = [
  {},
  { walletId: ANY },
  { ownerId: ANY },
  { minAmount: 1, maxAmount: 9, currency: 'KES' },
  { counterparty: { walletId: ANY, acrossFrom: { ownerId: ANY } } },
  { counterparty: { userId: ANY, acrossFrom: { walletId: ANY } } },
];

/** No plan reads a whole table, or more of an index than comes before the page's last row. */
async function expectSearches(t: TestLedger, work: () => Promise<unknown>): Promise<void> {
  const steps = (await plansOf(t.storage, work)).flat();
  expect(steps.length).toBeGreaterThan(0);
  const whole = steps.filter((step) => /^SCAN (t|e|b|x|transactions|entries)\b/.test(step));
  expect(whole).toEqual([]);
}

describe('A page of a list is found by an index, wherever it begins and whichever way it is read', () => {
  test('of the transactions of wallets', async () => {
    const t = await TestLedger.open();
    const wallet = await t.wallet({ balance: 1 });
    await insertTransactions(t, wallet, 500);
    const em = t.storage.reader.fork();
    for (const page of pages(ANY)) {
      for (const filter of FILTERS) {
        await expectSearches(t, async () => listTransactionsOfWallets(em, [wallet.id], filter, page));
        await expectSearches(t, async () => pagesOfTransactions(em, [wallet.id], filter, page));
      }
      await expectSearches(t, async () =>
        pagesOfTransactions(em, [wallet.id], { counterparty: { walletId: ANY, acrossFrom: 'LISTED' } }, page),
      );
    }
  });

  test('of entries, of batches of one person, of declines and of keys that came again', async () => {
    const t = await TestLedger.open();
    const wallet = await t.wallet({ balance: 1 });
    const em = t.storage.reader.fork();
    for (const page of pages('1')) {
      await expectSearches(t, async () => pagesOfEntries(em, [wallet.id], {}, page));
    }
    for (const page of pages(ANY)) {
      await expectSearches(t, async () => listTransferBatches(em, { userIds: [ANY] }, page));
    }
    for (const page of pages(PLACE)) {
      for (const list of [
        async (): Promise<Page<object>> => listDeclines(em, {}, page),
        async (): Promise<Page<object>> => listReusedKeys(em, { conflicting: false }, page),
      ]) {
        const steps = (await plansOf(t.storage, list)).flat();
        expect(steps.join('\n')).toMatch(
          /USING (COVERING )?INDEX idempotency_(records_declines|uses_recent)/,
        );
      }
    }
  });

  test('of everybody’s transactions, which are read in the order of their ids and only as far as the page goes', async () => {
    const t = await TestLedger.open();
    const em = t.storage.reader.fork();
    for (const page of pages(ANY)) {
      const steps = (await plansOf(t.storage, async () => listTransactions(em, {}, page))).flat();
      expect(steps.join('\n')).not.toMatch(/TEMP B-TREE/);
    }
  });

  test('of everybody’s wallets, which are read in the order in which they were opened', async () => {
    const t = await TestLedger.open();
    const { id } = await t.wallet({ balance: 1 });
    const em = t.storage.reader.fork();
    for (const page of pages(id)) {
      for (const filter of [{}, { kind: ['CUSTOMER'] as const, status: ['FROZEN'] as const }]) {
        const steps = (await plansOf(t.storage, async () => listWallets(em, filter, page))).flat();
        expect(steps.join('\n')).toMatch(/(SCAN|SEARCH) w USING INDEX wallets_opened/);
        expect(steps.join('\n')).not.toMatch(/TEMP B-TREE/);
      }
    }
  });
});
