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

/** A shard, or as much of it as is listed: the entries after one sequence, if one is given, up to another. */
type Part = Pick<Shard, 'shard' | 'sequence'> & { readonly after?: number };

/** Entries of one shard on the way through the page. */
interface Lane {
  readonly shard: Part;
  /** In the order in which they are read. */
  readonly entries: readonly Entry[];
  readonly hasMore: boolean;
  /** The sequence up to which rows were read, where the page ended early. */
  readonly endedAt: number | undefined;
  /** Place behind the last entry that could have been read: at the end of the list, or of the page where that has one. */
  readonly end: number;
  /** Number of the entries that the page has taken. */
  taken: number;
}

/**
 * Makes a page of the merged entries from pages of all shards.
 *
 * @param read Reads a page of one shard, whose keys are sequences.
 */
export async function mergedPage<Listed extends Part>(
  shards: readonly Listed[],
  page: PageRequest,
  read: (shard: Listed, page: PageRequest) => Promise<Page<Entry>>,
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

function laneOf(shard: Part, page: PageRequest, read: Page<Entry>): Lane {
  const { fromEnd } = page;
  const readTo = fromEnd ? read.previousFrom : read.nextFrom;
  return {
    shard,
    entries: fromEnd ? read.items.toReversed() : read.items,
    hasMore: fromEnd ? read.hasPreviousPage : read.hasNextPage,
    endedAt: readTo === undefined ? undefined : Number(readTo),
    end: endOf(shard, page),
    taken: 0,
  };
}

/** Finds the place up to which a page was read. A list that goes on from it, without that end, must not leave out what lies beyond. */
function endOf({ shard, sequence, after = 0 }: Part, page: PageRequest): number {
  const ascending = directionOf(page) === 'asc';
  const own = 2 * (ascending ? sequence : after) + 1;
  const key = page.fromEnd ? page.after : page.before;
  if (key === undefined) return own;
  const place = placeOf(key, shard);
  if (ascending) return Math.min(own, place % 2 === 0 ? place - 1 : place);
  return Math.max(own, place % 2 === 0 ? place + 1 : place);
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

function placeIn({ entries, taken, endedAt, end }: Lane, ascending: boolean, isOnEntry: boolean): number {
  const last = entries[taken - 1]?.sequence;
  if (isOnEntry && last !== undefined) return 2 * last;
  const next = entries[taken]?.sequence;
  if (next !== undefined) return ascending ? 2 * next - 1 : 2 * next + 1;
  if (endedAt !== undefined) return 2 * endedAt;
  // Entries may have been booked since the shard was looked up.
  return ascending ? Math.max(2 * (last ?? 0) + 1, end) : end;
}

function pageOfShard({ shard }: Part, page: PageRequest): PageRequest {
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
  const place = placeOf(key, shard);
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

/** Reads a place in a shard; a key that is a bare sequence is one of the time when the treasury had no shards. */
function placeOf(key: string, shard: number): number {
  const places = key.startsWith('s') ? key.slice(1).split('.').map(Number) : [2 * Number(key)];
  return places[shard] ?? BEFORE_ALL;
}
