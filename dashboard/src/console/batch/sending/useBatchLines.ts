import { computed, watch, type Ref } from 'vue';
import type { Problem } from '../../../shared/api/errors';
import type { BatchRow } from '../rows/batch';
import { linesOfRows } from './batch-lines';
import { explainProblem } from '../../../shared/api/problems';

/** The server's name for a row: its place in the request. */
const ITEM = /^Item \d+: /;

interface Rows {
  readonly rows: Readonly<Ref<readonly BatchRow[]>>;
  readonly problems: Readonly<Ref<readonly (string | undefined)[]>>;
  readonly mode: Readonly<Ref<string>>;
  /** The server's refusal of the batch, until the batch is changed. */
  readonly problem: Ref<Problem | undefined>;
}

/** Shows the rows of a file, with the reason for which the server has refused them. */
export function useBatchLines({ rows, problems, mode, problem }: Rows, walletId: () => string | undefined) {
  // Forgets the refusal of a list once there is another one, or another mode.
  const forget = () => (problem.value = undefined);
  watch([rows, mode], forget);
  watch(walletId, (_, former) => former && forget());

  const refused = computed(() => problem.value?.details.index);
  /** The rows, with the one that the server has refused marked. */
  const lines = computed(() => {
    const words = problem.value?.message.replace(ITEM, '');
    return linesOfRows(
      rows.value,
      problems.value.map((each, at) => (at === refused.value ? words : each)),
    );
  });
  /** The refusal in words. A row is named by its line in the file. */
  const refusal = computed(() => {
    const words = problem.value && explainProblem(problem.value);
    const line = lines.value.find((_, at) => at === refused.value);
    return line ? words?.replace(ITEM, `Line ${line.number.toLocaleString()}: `) : words;
  });
  return { lines, refusal };
}
