import { computed, ref, shallowRef } from 'vue';
import { rowProblem, type BatchRow, type BatchSource } from './rows/batch';
import { readBatchFile, readPastedBatch } from './rows/batch-file';
import type { Mistake, Reading } from './rows/mistake';

/** Reads the file that was chosen last: its rows, or all of its mistakes. */
export function useBatchRows(source: () => BatchSource | undefined) {
  const rows = shallowRef<readonly BatchRow[]>([]);
  const unreadable = shallowRef<readonly Mistake[]>([]);
  const reading = ref(0);

  function take({ content, mistakes }: Reading<BatchRow[]>): void {
    rows.value = content ?? [];
    unreadable.value = mistakes ?? [];
  }

  /** The reason for which the server would refuse each row, if any. */
  const problems = computed(() => {
    const from = source();
    return rows.value.map((row) => (from ? rowProblem(row, from) : undefined));
  });
  const mistakes = computed((): readonly Mistake[] =>
    unreadable.value.length > 0
      ? unreadable.value
      : rows.value.flatMap(({ line }, index) => {
          const words = problems.value[index];
          return words === undefined ? [] : [{ line, words }];
        }),
  );

  return {
    rows,
    problems,
    mistakes,
    async read(file: File): Promise<void> {
      const turn = (reading.value += 1);
      const read = await readBatchFile(file).catch((): Reading<BatchRow[]> => ({
        mistakes: [{ line: 1, words: 'The browser cannot read the file. Choose it again.' }],
      }));
      // Only the file that was chosen last counts, even if an earlier one is read later.
      if (turn === reading.value) take(read);
    },
    paste(text: string): void {
      reading.value += 1;
      take(readPastedBatch(text));
    },
    clear(): void {
      reading.value += 1;
      take({ content: [] });
    },
    restore(stored: readonly BatchRow[]): void {
      rows.value = stored;
      unreadable.value = [];
    },
  };
}
