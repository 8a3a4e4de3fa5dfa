import type { EntityManager } from '@mikro-orm/core';
import { Entry } from '../entry.js';
import { toPage, type Page, type PageRequest } from './page.js';

/** A page of entries for each wallet, newest first, all of them by one statement. The key of a page is a sequence. */
export async function pagesOfEntries(
  em: EntityManager,
  walletIds: readonly string[],
  page: PageRequest,
): Promise<Map<string, Page<Entry>>> {
  const before = page.after === undefined ? Number.MAX_SAFE_INTEGER : Number(page.after);
  const rows: EntryRow[] = await em.getConnection().execute(
    `with wanted (wallet_id) as (values ${walletIds.map(() => '(?)').join(', ')})
     select e.* from wanted w join entries e on e.id in (
       select id from entries where wallet_id = w.wallet_id and sequence < ? order by sequence desc limit ?)
     order by e.sequence desc`,
    [...walletIds, before, page.first + 1],
  );
  const byWallet = Map.groupBy(rows, (row) => row.wallet_id);
  return new Map(
    walletIds.map((id) => {
      const entries = (byWallet.get(id) ?? []).map((row) => em.map(Entry, row));
      return [id, toPage(entries, page.first)] as const;
    }),
  );
}

interface EntryRow {
  readonly wallet_id: string;
}
