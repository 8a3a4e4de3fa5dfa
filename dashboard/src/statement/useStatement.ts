import { useClientHandle, type CombinedError } from '@urql/vue';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { StatementQuery } from './statement.query';
import { StatementEntriesQuery } from './statement-entries.query';
import type { DayRange } from '../shared/time/days';
import { statementRow, statementSpanOf, type StatementHead, type StatementRow } from './statement';

const PAGE = 100;
/** The largest number of rows that are loaded. Nobody reads or prints more, and the file has all of them. */
const ROWS_MAX = 2_000;
const FRESH = { requestPolicy: 'network-only' } as const;

export interface LoadedStatement {
  readonly head: StatementHead;
  /** The number of entries, including those that are not shown. */
  readonly count: number;
  /** Oldest first. */
  readonly rows: readonly StatementRow[];
  /** True once all entries that will be shown are loaded. */
  readonly complete: boolean;
}

/**
 * Reads a wallet's statement, as of the moment it is asked for. It grows page by page and ignores later changes: its
 * entries are the first `count` ones from where it opens, so they always add up to what it closes with.
 */
export function useStatement(walletId: () => string, range: () => DayRange) {
  const { client } = useClientHandle();
  const statement = shallowRef<LoadedStatement>();
  const error = shallowRef<CombinedError>();
  let asked = 0;

  async function load(): Promise<void> {
    const turn = (asked += 1);
    const isLate = () => turn !== asked;
    statement.value = undefined;
    error.value = undefined;
    const variables = { walletId: walletId(), ...statementSpanOf(range(), new Date()), first: PAGE };
    const answer = await client.query(StatementQuery, variables, FRESH).toPromise();
    if (isLate()) return;
    error.value = answer.error;
    if (!answer.data) return;
    const { entries, ...head } = answer.data.statement;
    const count = head.credits.count + head.debits.count;
    const wanted = Math.min(count, ROWS_MAX);
    let rows = entries.nodes.map((entry) => statementRow(entry, head.wallet));
    let after = entries.pageInfo.endCursor;
    const show = () => {
      const shown = rows.slice(0, wanted);
      statement.value = { head, count, rows: shown, complete: shown.length === wanted };
    };
    show();
    while (rows.length < wanted) {
      const more = await client.query(StatementEntriesQuery, { ...variables, after }, FRESH).toPromise();
      if (isLate()) return;
      const page = more.data?.statement.entries;
      error.value = more.error;
      if (!page || page.nodes.length === 0) return;
      rows = [...rows, ...page.nodes.map((entry) => statementRow(entry, head.wallet))];
      after = page.pageInfo.endCursor;
      show();
    }
  }

  watch(
    () => JSON.stringify([walletId(), range()]),
    () => void load(),
    { immediate: true },
  );
  onScopeDispose(() => (asked += 1));
  return { statement: computed(() => statement.value), error, retry: () => void load() };
}
