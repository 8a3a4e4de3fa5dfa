import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AccessLog } from '../../../server/identity/access/access-log.js';
import { listAuditEvents } from '../../../server/ledger/queries/audit-events.js';
import { pagesOfEntries } from '../../../server/ledger/queries/entries.js';
import { EMPTY_PAGE, type Page, type PageRequest } from '../../../server/ledger/queries/page.js';
import { RowBudget } from '../../../server/ledger/queries/row-budget.js';
import {
  listTransactions,
  listTransactionsOfWallets,
  pagesOfTransactions,
} from '../../../server/ledger/queries/transactions.js';
import { depositTo, transferFrom } from '../../support/commands.js';
import { TestLedger, type OwnedWallet } from '../../support/ledger.js';
import { rawRows } from '../../support/raw-sql.js';
import { rounds } from '../../support/rounds.js';

interface Row {
  readonly id: string;
  readonly description: string | null;
  readonly source_wallet_id: string;
  readonly destination_wallet_id: string;
}

/** Two wallets that trade with each other and with a third one, with a description on every fifth transaction. */
async function market(): Promise<{ t: TestLedger; wallets: readonly OwnedWallet[] }> {
  const t = await TestLedger.open();
  const owner = await t.user();
  const wallets = [await t.wallet({ owner }), await t.wallet({ owner }), await t.wallet()] as const;
  const [one, two, other] = wallets;
  const pairs = [
    [one, two],
    [two, other],
    [other, one],
    [one, other],
  ] as const;
  await Promise.all(wallets.map(async (wallet) => t.ledger.submit(depositTo(wallet, 100_000))));
  for (let index = 0; index < 120; index += 1) {
    const [from, to] = pairs[index % pairs.length] ?? pairs[0];
    const description = index % 5 === 0 ? `stall ${String(index)}` : null;
    await t.ledger.submit({ ...transferFrom(from, { walletId: to.id }, 1 + index), description });
  }
  return { t, wallets };
}

interface EntryRow {
  readonly wallet_id: string;
  readonly transaction_id: string;
  readonly sequence: number;
}

interface Way extends Pick<PageRequest, 'size' | 'order' | 'fromEnd'> {
  /** Of a budget that lasts for a part of the lists only. */
  readonly left: number;
  readonly firstRows: number;
  readonly nextRows: number;
}

const ways: fc.Arbitrary<Way> = fc.record({
  size: fc.integer({ min: 1, max: 12 }),
  order: fc.constantFrom('NEWEST_FIRST' as const, 'OLDEST_FIRST' as const),
  fromEnd: fc.boolean(),
  left: fc.integer({ min: 1, max: 200 }),
  firstRows: fc.integer({ min: 10, max: 60 }),
  nextRows: fc.integer({ min: 1, max: 60 }),
});

/** Reads a list page by page, going on for as long as it says that there is more. */
async function walk<Item>(
  { left, firstRows, nextRows, ...way }: Way,
  read: (page: PageRequest, budget: RowBudget) => Promise<Page<Item> | undefined>,
  keyOf: (item: Item) => string,
): Promise<string[]> {
  let page: PageRequest = { ...way, after: undefined, before: undefined };
  const found: string[] = [];
  for (;;) {
    const answer = await read(page, new RowBudget(left, firstRows, nextRows));
    const { items, hasNextPage, hasPreviousPage, nextFrom, previousFrom } = answer ?? EMPTY_PAGE;
    expect(items.length).toBeLessThanOrEqual(page.size);
    const keys = items.map(keyOf);
    found.push(...(page.fromEnd ? keys.toReversed() : keys));
    if (!(page.fromEnd ? hasPreviousPage : hasNextPage)) return found;
    const key = page.fromEnd ? (previousFrom ?? keys[0]) : (nextFrom ?? keys.at(-1));
    if (key === undefined) throw new Error('There is more, but no telling where');
    page = page.fromEnd ? { ...page, before: key } : { ...page, after: key };
  }
}

/** Sorts and turns a whole list that way: ids and sequences are in the order of time. */
function inOrder<Key>(oldestFirst: readonly Key[], { order, fromEnd }: Way): Key[] {
  return (order === 'OLDEST_FIRST') === fromEnd ? oldestFirst.toReversed() : [...oldestFirst];
}

test('However few rows a request may look at, whoever goes on finds what a filter finds, each once and in order', async () => {
  const { t, wallets } = await market();
  const [one, two, other] = wallets.map(({ id }) => id) as [string, string, string];
  const rows = await rawRows<Row>(t, 'select * from transactions order by id');
  const search = (text: string, ...ids: string[]) =>
    rows
      .filter(({ description }) => description?.includes(text) === true)
      .filter((row) => ids.some((id) => [row.source_wallet_id, row.destination_wallet_id].includes(id)))
      .map(({ id }) => id);
  const entries = await rawRows<EntryRow>(t, 'select * from entries order by sequence');
  const entriesOf = (text: string, id: string) => {
    const wanted = new Set(search(text, id));
    return entries
      .filter((entry) => entry.wallet_id === id && wanted.has(entry.transaction_id))
      .map(({ sequence }) => String(sequence));
  };
  expect(search('stall', one, two, other)).toHaveLength(24);

  await fc.assert(
    fc.asyncProperty(ways, fc.constantFrom('stall', 'stall 1', 'nothing'), async (way, text) => {
      const em = t.storage.reader.fork();
      const filter = { search: text };
      const idOf = ({ id }: { id: string }) => id;
      expect(
        await walk(way, async (page, budget) => listTransactions(em, filter, page, budget), idOf),
      ).toEqual(inOrder(search(text, one, two, other), way));
      expect(
        await walk(
          way,
          async (page, budget) => listTransactionsOfWallets(em, [one, two], filter, page, budget),
          idOf,
        ),
      ).toEqual(inOrder(search(text, one, two), way));
      for (const id of [one, two]) {
        expect(
          await walk(
            way,
            async (page, budget) => (await pagesOfTransactions(em, [one, two], filter, page, budget)).get(id),
            idOf,
          ),
        ).toEqual(inOrder(search(text, id), way));
        expect(
          await walk(
            way,
            async (page, budget) => (await pagesOfEntries(em, [one, two], filter, page, budget)).get(id),
            ({ sequence }) => String(sequence),
          ),
        ).toEqual(inOrder(entriesOf(text, id), way));
      }
    }),
    { numRuns: rounds(12, 40) },
  );
});

test('A request that has spent what it may look at hears so, and not that there is nothing', async () => {
  const { t, wallets } = await market();
  const em = t.storage.reader.fork();
  const page = {
    size: 5,
    order: 'NEWEST_FIRST',
    fromEnd: false,
    after: undefined,
    before: undefined,
  } as const;
  const ids = wallets.map(({ id }) => id);
  const budget = new RowBudget(10, 10, 10);
  const list = async () => listTransactionsOfWallets(em, ids, { search: 'nowhere' }, page, budget);

  const short = await list();
  expect(short).toMatchObject({ items: [], hasNextPage: true, nextFrom: expect.any(String) });
  await expect(list()).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  // Nothing is looked through where everything is wanted.
  expect((await listTransactionsOfWallets(em, ids, {}, page, budget)).items).toHaveLength(5);
});

test('However few events a request may look at, whoever goes on finds what a filter of the audit log finds', async () => {
  const t = await TestLedger.open();
  const { id } = await t.user();
  const accessLog = new AccessLog(t.units, t.clock);
  for (let index = 0; index < 90; index += 1) {
    t.clock.advance(1_000);
    if (index % 7 === 0) await accessLog.signInFailed(id, 'SUSPENDED', { address: '10.0.0.1' });
    else await accessLog.signInFailed(undefined, 'WRONG_PASSWORD', { address: '10.0.0.2' });
  }
  const rows = await rawRows<{ sequence: number; at: number; user_id: string | null }>(
    t,
    'select sequence, at, user_id from audit_events order by sequence',
  );
  const [since, until] = [rows[20]?.at ?? 0, rows[70]?.at ?? 0];
  const cases = [
    [{ from: new Date(since), to: new Date(until) }, rows.filter(({ at }) => at >= since && at < until)],
    [{ action: ['SIGN_IN_FAILED', 'SIGNED_IN'] as const }, rows],
    [{ action: ['SIGNED_IN', 'SIGNED_OUT'] as const }, []],
    [{ userId: id, from: new Date(since) }, rows.filter((row) => row.user_id === id && row.at >= since)],
  ] as const;

  await fc.assert(
    fc.asyncProperty(ways, fc.constantFrom(...cases), async (way, [filter, expected]) => {
      const em = t.storage.reader.fork();
      const found = await walk(
        way,
        async (page, budget) => listAuditEvents(em, filter, page, budget),
        ({ sequence }) => String(sequence),
      );
      expect(found).toEqual(
        inOrder(
          expected.map(({ sequence }) => String(sequence)),
          way,
        ),
      );
    }),
  );
});
