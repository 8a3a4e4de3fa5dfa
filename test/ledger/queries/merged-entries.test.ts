import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Entry } from '../../../server/ledger/model/entry.js';
import { MERGED_KEY, mergedPage } from '../../../server/ledger/queries/merged-entries.js';
import type { Order, Page, PageRequest } from '../../../server/ledger/queries/page.js';

/** An entry as far as lists know it: the shard, its sequence there, and its place among all. */
interface Row {
  readonly shard: number;
  readonly sequence: number;
  readonly id: string;
  readonly matches: boolean;
}

const ledgers = fc
  .array(fc.record({ shard: fc.constantFrom(0, 1, 2, 5), matches: fc.boolean() }), { maxLength: 40 })
  .map((made) => {
    const sequences = new Map<number, number>();
    return made.map(({ shard, matches }, at): Row => {
      const sequence = (sequences.get(shard) ?? 0) + 1;
      sequences.set(shard, sequence);
      return { shard, sequence, id: String(at).padStart(4, '0'), matches };
    });
  });

/** A list of one shard as the ledger's own are: keys are sequences, and a read looks at so many rows and then ends early. */
function pageOf(rows: readonly Row[], page: PageRequest, looks: number): Page<Entry> {
  const inOrder = page.order === 'OLDEST_FIRST' ? rows : rows.toReversed();
  const later = (one: number, other: number) => (page.order === 'OLDEST_FIRST' ? one > other : one < other);
  const between = inOrder.filter(
    ({ sequence }) =>
      (page.after === undefined || later(sequence, Number(page.after))) &&
      (page.before === undefined || later(Number(page.before), sequence)),
  );
  const read = page.fromEnd ? between.toReversed() : between;
  const found: Row[] = [];
  let end: string | undefined;
  let more = false;
  for (const [at, row] of read.entries()) {
    if (at === looks) {
      end = String(read[at - 1]?.sequence);
      more = true;
      break;
    }
    if (!row.matches) continue;
    if (found.length === page.size) {
      more = true;
      break;
    }
    found.push(row);
  }
  const items = (page.fromEnd ? found.toReversed() : found) as unknown as Entry[];
  return page.fromEnd
    ? {
        ...{ items, hasPreviousPage: more, hasNextPage: page.before !== undefined },
        ...(end !== undefined && { previousFrom: end }),
      }
    : {
        items,
        hasNextPage: more,
        hasPreviousPage: page.after !== undefined,
        ...(end !== undefined && { nextFrom: end }),
      };
}

async function pageOfAll(rows: readonly Row[], page: PageRequest, looks: number): Promise<Page<Entry>> {
  const byShard = Map.groupBy(rows, ({ shard }) => shard);
  const shards = [0, 1, 2, 5].map((shard) => ({ shard, sequence: byShard.get(shard)?.length ?? 0 }));
  return mergedPage(shards, page, async ({ shard }, rest) =>
    Promise.resolve(pageOf(byShard.get(shard) ?? [], rest, looks)),
  );
}

/** Reads a list to its end, page by page, and returns the ids in the order of the list. */
async function readAll(
  rows: readonly Row[],
  { order, fromEnd, size, looks }: { order: Order; fromEnd: boolean; size: number; looks: number },
): Promise<{ ids: string[]; keys: Map<string, string> }> {
  const ids: string[] = [];
  const keys = new Map<string, string>();
  let at: string | undefined;
  for (;;) {
    const bound = fromEnd ? { after: undefined, before: at } : { after: at, before: undefined };
    const page = await pageOfAll(rows, { size, fromEnd, order, ...bound }, looks);
    const found = page.items.map(({ id }) => id);
    if (fromEnd) ids.unshift(...found);
    else ids.push(...found);
    page.items.forEach(({ id }, index) => keys.set(id, page.keys?.[index] ?? ''));
    const goesOn = fromEnd ? page.hasPreviousPage : page.hasNextPage;
    if (!goesOn) return { ids, keys };
    const next = fromEnd ? (page.previousFrom ?? page.keys?.[0]) : (page.nextFrom ?? page.keys?.at(-1));
    expect(next).toMatch(MERGED_KEY);
    expect(next).not.toBe(at);
    at = next;
  }
}

const ways = fc.record({
  order: fc.constantFrom<Order>('OLDEST_FIRST', 'NEWEST_FIRST'),
  fromEnd: fc.boolean(),
  size: fc.integer({ min: 1, max: 7 }),
  looks: fc.integer({ min: 1, max: 9 }),
});

function matching(rows: readonly Row[], order: Order): string[] {
  const ids = rows.filter(({ matches }) => matches).map(({ id }) => id);
  return order === 'OLDEST_FIRST' ? ids : ids.toReversed();
}

test('Whatever is booked on which shard, pages of any size and either way give each entry once, in the order of their ids', async () => {
  await fc.assert(
    fc.asyncProperty(ledgers, ways, async (rows, way) => {
      expect((await readAll(rows, way)).ids).toEqual(matching(rows, way.order));
    }),
    { numRuns: 400 },
  );
});

test('A cursor of one way divides the list in the same place the other way', async () => {
  await fc.assert(
    fc.asyncProperty(ledgers, ways, async (rows, way) => {
      const { ids, keys } = await readAll(rows, way);
      for (const order of ['OLDEST_FIRST', 'NEWEST_FIRST'] as const) {
        const all = order === way.order ? ids : ids.toReversed();
        for (const [at, id] of all.entries()) {
          const key = keys.get(id);
          const whole = { size: 100, fromEnd: false, order };
          const after = await pageOfAll(rows, { ...whole, after: key, before: undefined }, 1_000);
          const before = await pageOfAll(rows, { ...whole, after: undefined, before: key }, 1_000);
          expect(after.items.map((entry) => entry.id)).toEqual(all.slice(at + 1));
          expect(before.items.map((entry) => entry.id)).toEqual(all.slice(0, at));
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('A cursor of a page between two places divides the whole list, and not only what is between', async () => {
  const places = fc.tuple(fc.nat(), fc.nat());
  await fc.assert(
    fc.asyncProperty(ledgers, ways, places, async (rows, { order, size, fromEnd }, [one, other]) => {
      const { ids, keys } = await readAll(rows, { order, size, fromEnd, looks: 1_000 });
      fc.pre(ids.length > 1);
      const [from, to] = [one % ids.length, other % ids.length].toSorted((a, b) => a - b);
      const [after, before] = [keys.get(ids[from ?? 0] ?? ''), keys.get(ids[to ?? 0] ?? '')];
      const between = await pageOfAll(rows, { size, fromEnd, order, after, before }, 1_000);
      for (const [at, { id }] of between.items.entries()) {
        const [key, whole] = [between.keys?.[at], { size: 100, fromEnd: false, order }];
        const older = await pageOfAll(rows, { ...whole, after: undefined, before: key }, 1_000);
        const newer = await pageOfAll(rows, { ...whole, after: key, before: undefined }, 1_000);
        const found = [...older.items.map((entry) => entry.id), id, ...newer.items.map((entry) => entry.id)];
        expect(found).toEqual(ids);
      }
    }),
    { numRuns: 400 },
  );
});

test('A cursor of the time before a treasury had shards finds what was booked on them since', async () => {
  const row = (shard: number, sequence: number, id: string): Row => ({ shard, sequence, id, matches: true });
  const rows = [row(0, 1, 'a'), row(0, 2, 'b'), row(1, 1, 'c'), row(0, 3, 'd')];
  const all = { size: 10, fromEnd: false, after: '2', before: undefined };
  const newer = await pageOfAll(rows, { ...all, order: 'OLDEST_FIRST' }, 100);
  const older = await pageOfAll(rows, { ...all, order: 'NEWEST_FIRST' }, 100);
  expect(newer.items.map(({ id }) => id)).toEqual(['c', 'd']);
  expect(older.items.map(({ id }) => id)).toEqual(['a']);
});
