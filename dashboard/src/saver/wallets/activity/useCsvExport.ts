import { useClientHandle, type Client } from '@urql/vue';
import { ref } from 'vue';
import { problemOf, type Problem } from '../../../shared/api/errors';
import { WalletEntriesQuery } from './wallet-entries.query';
import { WalletTransactionsQuery } from './wallet-transactions.query';
import {
  entryFilterOf,
  inTime,
  isOfEntries,
  isOfTransactions,
  rowOfEntry,
  rowOfTransaction,
  transactionFilterOf,
  type ActivityFilters,
  type ActivityRow,
} from './activity';
import { ACTIVITY_COLUMNS, activityCells } from './activity-csv';
import type { Connection } from '../../../shared/lists/connection-pages';
import { useNotify } from '../../../shared/api/useNotify';

const PAGE = 100;

/** Saves every row that the filters let through, not just those on the screen, page by page. */
export function useCsvExport() {
  const { client } = useClientHandle();
  const notify = useNotify();
  const rows = ref<number>();

  async function run(walletId: string, filters: ActivityFilters, fileName: string): Promise<void> {
    if (rows.value !== undefined) return;
    rows.value = 0;
    const allOf = async (read: typeof entriesAfter): Promise<ActivityRow[]> => {
      const found: ActivityRow[] = [];
      for await (const page of pagesOf(async (after) => read(client, walletId, filters, after))) {
        found.push(...page);
        rows.value = (rows.value ?? 0) + page.length;
      }
      return found;
    };
    try {
      // Loaded on demand: the module that writes files is as large as a page, and few people need it.
      const { csvLine, saveCsv } = await import('../../../shared/files/csv');
      const completed = isOfEntries(filters) ? await allOf(entriesAfter) : [];
      const others = isOfTransactions(filters) ? await allOf(transactionsAfter) : [];
      const lines = inTime(completed, others).map((row) => csvLine(activityCells(row, walletId)));
      saveCsv(fileName, [csvLine(ACTIVITY_COLUMNS), ...lines]);
      notify.success({ title: `${rows.value} rows saved`, description: fileName });
    } catch (error) {
      if (!(error instanceof ExportError)) throw error;
      notify.problem(error.problem);
    } finally {
      rows.value = undefined;
    }
  }
  return {
    /** The number of rows that have arrived; undefined while nothing is being exported. */
    rows,
    run,
  };
}

class ExportError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

async function* pagesOf(pageAfter: (after: string | null) => Promise<Connection<ActivityRow>>) {
  let after: string | null = null;
  do {
    const page: Connection<ActivityRow> = await pageAfter(after);
    yield page.nodes;
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
}

const fresh = { requestPolicy: 'network-only' } as const;

async function entriesAfter(
  client: Client,
  walletId: string,
  filters: ActivityFilters,
  after: string | null,
): Promise<Connection<ActivityRow>> {
  const variables = { walletId, first: PAGE, after, filter: entryFilterOf(filters) };
  const { data, error } = await client.query(WalletEntriesQuery, variables, fresh).toPromise();
  if (error) throw new ExportError(problemOf(error));
  return mapped(data?.wallet?.entries, rowOfEntry);
}

async function transactionsAfter(
  client: Client,
  walletId: string,
  filters: ActivityFilters,
  after: string | null,
): Promise<Connection<ActivityRow>> {
  const variables = { walletId, first: PAGE, after, filter: transactionFilterOf(filters) };
  const { data, error } = await client.query(WalletTransactionsQuery, variables, fresh).toPromise();
  if (error) throw new ExportError(problemOf(error));
  return mapped(data?.wallet?.transactions, rowOfTransaction);
}

function mapped<Node>(
  page: Connection<Node> | undefined,
  toRow: (node: Node) => ActivityRow,
): Connection<ActivityRow> {
  const pageInfo = page?.pageInfo ?? { hasNextPage: false, endCursor: null };
  return { nodes: page?.nodes.map(toRow) ?? [], pageInfo };
}
