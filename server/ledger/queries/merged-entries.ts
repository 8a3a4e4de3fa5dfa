import { LedgerError } from '../errors.js';
import type { Entry } from '../model/entry.js';
import { directionOf, type Page, type PageRequest } from './page.js';
import type { Shard } from './shards.js';

/*
 * The entries of a treasury and its shards as one list, in the order of their ids, which is that of the sequences in each
 * shard. A place in it is a place in every shard: their halves of rows, by number, so that a place may be on an entry, which is
 * even, or between two, which is odd. In front of the first entry it is 1.
 */

/** Matches a place in merged entries as a key of a page. */
export const MERGED_KEY = /^s[0-9]{1,16}(?:\.[0-9]{1,16}){0,63}$/;

const BEFORE_ALL = 1;

/** Entries of one shard on the way through the page. */
interface Lane {
  readonly shard: Pick<Shard, 'shard' | 'sequence'>;
  /** In the order in which they are read. */
  readonly entries: readonly Entry[];
  readonly hasMore: boolean;
  /** The sequence up to which rows were read, where the page ended early. */
  readonly endedAt: number | undefined;
  /** Number of the entries that the page has taken. */
  taken: number;
}

/**
 * Makes a page of the merged entries from pages of all shards.
 *
 * @param read Reads a page of one shard, whose keys are sequences.
 */
export async function mergedPage<Part extends Pick<Shard, 'shard' | 'sequence'>>(
  shards: readonly Part[],
  page: PageRequest,
  read: (shard: Part, page: PageRequest) => Promise<Page<Entry>>,
): Promise<Page<Entry>> {
  const ascending = directionOf(page) === 'asc';
  const lanes: Lane[] = [];
  for (const shard of shards) lanes.push(laneOf(shard, page, await read(shard, pageOfShard(shard, page))));

  const items: { readonly entry: Entry; readonly key: string }[] = [];
  while (items.length < page.size && !lanes.some(isSpent)) {
    const lane = nextLane(lanes, ascending);
    const entry = lane?.entries[lane.taken];
    if (!lane || !entry) break;
    lane.taken += 1;
    items.push({ entry, key: keyAt(lanes, ascending, lane) });
  }
  const endsEarly = items.length < page.size && lanes.some(isSpent);
  const hasMore = endsEarly || lanes.some((lane) => lane.hasMore || lane.taken < lane.entries.length);
  const rest = endsEarly ? keyAt(lanes, ascending) : undefined;
  if (page.fromEnd) items.reverse();
  return {
    items: items.map(({ entry }) => entry),
    keys: items.map(({ key }) => key),
    hasNextPage: page.fromEnd ? page.before !== undefined : hasMore,
    hasPreviousPage: page.fromEnd ? hasMore : page.after !== undefined,
    ...(rest !== undefined && (page.fromEnd ? { previousFrom: rest } : { nextFrom: rest })),
  };
}

/** True when a shard may have further entries that were not read, so that nothing that comes later may be taken. */
function isSpent({ taken, entries, endedAt }: Lane): boolean {
  return endedAt !== undefined && taken === entries.length;
}

function laneOf(shard: Lane['shard'], { fromEnd }: PageRequest, read: Page<Entry>): Lane {
  const end = fromEnd ? read.previousFrom : read.nextFrom;
  return {
    shard,
    entries: fromEnd ? read.items.toReversed() : read.items,
    hasMore: fromEnd ? read.hasPreviousPage : read.hasNextPage,
    endedAt: end === undefined ? undefined : Number(end),
    taken: 0,
  };
}

function nextLane(lanes: readonly Lane[], ascending: boolean): Lane | undefined {
  let next: { readonly lane: Lane; readonly id: string } | undefined;
  for (const lane of lanes) {
    const id = lane.entries[lane.taken]?.id;
    if (id !== undefined && (!next || (ascending ? id < next.id : id > next.id))) next = { lane, id };
  }
  return next?.lane;
}

/** Returns the key of the place that the page has reached. @param on The shard on whose entry it is; else it is between two. */
function keyAt(lanes: readonly Lane[], ascending: boolean, on?: Lane): string {
  const places: number[] = [];
  for (const lane of lanes) {
    while (places.length < lane.shard.shard) places.push(BEFORE_ALL);
    places.push(placeIn(lane, ascending, lane === on));
  }
  return `s${places.join('.')}`;
}

function placeIn({ shard, entries, taken, endedAt }: Lane, ascending: boolean, isOnEntry: boolean): number {
  const last = entries[taken - 1]?.sequence;
  if (isOnEntry && last !== undefined) return 2 * last;
  const next = entries[taken]?.sequence;
  if (next !== undefined) return ascending ? 2 * next - 1 : 2 * next + 1;
  if (endedAt !== undefined) return 2 * endedAt;
  return ascending ? 2 * Math.max(last ?? 0, shard.sequence) + 1 : BEFORE_ALL;
}

function pageOfShard({ shard }: Lane['shard'], page: PageRequest): PageRequest {
  const oldestFirst = page.order === 'OLDEST_FIRST';
  return {
    ...page,
    after: boundOf(page.after, shard, oldestFirst),
    before: boundOf(page.before, shard, !oldestFirst),
  };
}

/** Returns the sequence beyond which the entries of a shard lie that are beyond a place. */
function boundOf(key: string | undefined, shard: number, upwards: boolean): string | undefined {
  if (key === undefined) return undefined;
  const place = placesIn(key)[shard] ?? BEFORE_ALL;
  return String(upwards ? Math.floor(place / 2) : Math.ceil(place / 2));
}

/**
 * Asserts that the keys of a page are sequences, as those of a list without shards are.
 *
 * @throws LedgerError BAD_USER_INPUT for a place in merged entries.
 */
export function assertSequences(page: PageRequest): void {
  for (const field of ['after', 'before'] as const) {
    if (!MERGED_KEY.test(page[field] ?? '')) continue;
    throw new LedgerError('BAD_USER_INPUT', `${field} is not a cursor of this list`, { field });
  }
}

/** Reads a key; a bare sequence is one of the time when the treasury had no shards. */
function placesIn(key: string): number[] {
  return key.startsWith('s') ? key.slice(1).split('.').map(Number) : [2 * Number(key)];
}
