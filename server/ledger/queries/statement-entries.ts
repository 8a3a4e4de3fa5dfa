import type { EntityManager } from '@mikro-orm/core';
import type { Entry } from '../model/entry.js';
import { exactSum, readSum } from '../money/exact-sum.js';
import { allOf, between, directionOf, toPage, type Page, type PageRequest } from './page.js';
import { selectRows } from '../database/sql.js';
import { ENTRIES } from './entries.js';
import { assertSequences, mergedPage } from './merged-entries.js';

/** Entries of a wallet that follow each other: those with a sequence above `after`, up to `upTo`. */
export interface EntrySpan {
  /** Of the wallet, or of one of its shards. */
  readonly walletId: string;
  /** Number of the shard; 0 for the wallet itself. */
  readonly shard: number;
  readonly after: number;
  readonly upTo: number;
}

/** Number and sum of the entries of one sign, in minor units and never negative. */
export interface EntrySum {
  readonly count: number;
  readonly amount: bigint;
}

/** A page of the entries of spans, which are those of a wallet and its shards, merged where there are several. */
export async function pageOfSpans(
  em: EntityManager,
  spans: readonly EntrySpan[],
  page: PageRequest,
): Promise<Page<Entry>> {
  const [only] = spans;
  if (spans.length === 1 && only) return pageOfSpan(em, only, page);
  const shards = spans.map((span) => ({ ...span, sequence: span.upTo }));
  return mergedPage(shards, page, async (shard, rest) => pageOfSpan(em, shard, rest));
}

/** A page of the span's entries. The key of a page is a sequence. */
async function pageOfSpan(
  em: EntityManager,
  { walletId, after, upTo }: Omit<EntrySpan, 'shard'>,
  page: PageRequest,
): Promise<Page<Entry>> {
  assertSequences(page);
  const { sql, params } = allOf(between('e.sequence', page, (key) => [Number(key)]));
  const rows = await ENTRIES.select(
    em,
    `select ${ENTRIES.columns(em, 'e')} from entries e where e.wallet_id = ? and e.sequence > ? and e.sequence <= ?${sql}
     order by e.sequence ${directionOf(page)} limit ?`,
    [walletId, after, upTo, ...params, page.size + 1],
  );
  return toPage(rows, page);
}

/** Sums credits and debits in a span. The cost grows with its length, so callers should divide long spans. */
export async function sumsOfSpan(
  em: EntityManager,
  { walletId, after, upTo }: Omit<EntrySpan, 'shard'>,
): Promise<{ credits: EntrySum; debits: EntrySum }> {
  const [row = {}] = await selectRows<CountRow>(
    em,
    `select sum(case when amount > 0 then 1 else 0 end) as credits, sum(case when amount < 0 then 1 else 0 end) as debits,
       ${exactSum('money_in', 'case when amount > 0 then amount else 0 end')},
       ${exactSum('money_out', 'case when amount < 0 then -amount else 0 end')}
     from entries where wallet_id = ? and sequence > ? and sequence <= ?`,
    [walletId, after, upTo],
  );
  return {
    credits: { count: Number(row.credits ?? 0), amount: readSum(row, 'money_in') },
    debits: { count: Number(row.debits ?? 0), amount: readSum(row, 'money_out') },
  };
}

interface CountRow {
  readonly credits?: number | string | null;
  readonly debits?: number | string | null;
}
