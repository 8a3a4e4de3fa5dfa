import { nextTick, shallowReactive, watch, type ShallowReactive } from 'vue';

/**
 * The rows of a list of what waits that have been decided since they were shown, by whomever: they stay where they are, as
 * what has become of them, so that no row moves under the hand that is about to press a key.
 *
 * @param view What is listed; another view begins without decided rows.
 * @param waiting The rows that wait; undefined while not all of them are known.
 * @param load A row as it is now; undefined when that can't be told.
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
  /** Keeps a row while it is decided, and shows what has become of it however that ends. */
  deciding(row: Row, act: () => Promise<unknown>): Promise<void>;
  /** Lets go of the rows, also of those that turn out to be decided while the list is brought up to date. */
  release(update: () => Promise<unknown>): Promise<void>;
} {
  const decided = shallowReactive(new Map<string, Row>());
  let shown: readonly Row[] = [];
  let releasing = 0;

  const follow = async (row: Row) => {
    decided.set(row.id, row);
    const now = await load(row.id);
    // It may have been let go of meanwhile.
    if (now && decided.has(row.id)) decided.set(row.id, now);
  };

  // Runs before the list is rendered, so that not even one frame shows it without them.
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
