import { nextTick, shallowReactive, watch, type ShallowReactive } from 'vue';

/**
 * Keeps the rows of a queue that were decided since they were shown, by anybody, in their place and with their new status.
 * So no row moves just when somebody is about to press a key.
 *
 * @param view Identifies the filter of the list; another view begins without decided rows.
 * @param waiting The pending rows; undefined until all of them are loaded.
 * @param load Reads the present state of a row; undefined when that fails.
 */
export function useDecidedRows<Row extends { readonly id: string }>({
  view,
  waiting,
  load,
}: {
  readonly view: () => string;
  readonly waiting: () => readonly Row[] | undefined;
  readonly load: (id: string) => Promise<Row | undefined>;
}): {
  readonly decided: ShallowReactive<Map<string, Row>>;
  /** Keeps a row while it is decided, and then reads its new status, also when the decision fails. */
  deciding(row: Row, act: () => Promise<unknown>): Promise<void>;
  /** Drops the decided rows, also those that are found to be decided during the update. */
  release(update: () => Promise<unknown>): Promise<void>;
} {
  const decided = shallowReactive(new Map<string, Row>());
  let shown: readonly Row[] = [];
  let releasing = 0;

  const follow = async (row: Row) => {
    decided.set(row.id, row);
    const now = await load(row.id);
    // The row may have been dropped meanwhile.
    if (now && decided.has(row.id)) decided.set(row.id, now);
  };

  // Runs before the list is rendered, so that no frame lacks the decided rows.
  watch(
    [view, waiting],
    ([now, rows], [before]) => {
      if (now !== before) {
        decided.clear();
        shown = [];
      }
      if (!rows) return;
      const ids = new Set(rows.map(({ id }) => id));
      const gone = releasing > 0 ? [] : shown.filter(({ id }) => !ids.has(id) && !decided.has(id));
      for (const row of gone) void follow(row);
      shown = rows;
    },
    { immediate: true },
  );

  return {
    decided,
    deciding: async (row, act) => {
      decided.set(row.id, row);
      await act();
      await follow(row);
    },
    release: async (update) => {
      releasing += 1;
      decided.clear();
      await update();
      // The list has the answer now, and the watcher above is told at the next tick.
      await nextTick();
      releasing -= 1;
    },
  };
}
