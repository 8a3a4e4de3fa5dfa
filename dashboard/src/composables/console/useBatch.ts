import { useClientHandle } from '@urql/vue';
import { v4 } from 'uuid';
import { computed, ref, shallowRef } from 'vue';
import { mayHaveHappened, problemOf, type Problem } from '../../api/errors';
import { useSession } from '../../api/session';
import { BatchItemsQuery } from '../../graphql/console/batch-items';
import { TransferBatchMutation } from '../../graphql/console/transfer-batch';
import type { ResultOf } from '../../graphql/tada';
import { batchInput, readBatch, rowProblem, type BatchRow, type BatchSource } from '../../lib/console/batch';
import { BatchStore, type SentBatch } from '../../lib/console/batch-store';

type Item = NonNullable<ResultOf<typeof BatchItemsQuery>['transferBatch']>['items'][number];
type Stage = 'filling' | 'sending' | 'unknown' | 'done';

/** A batch of transfers from its file to its outcomes. Its key is kept, with all that was sent, until they are known. */
export function useBatch(source: () => BatchSource | undefined) {
  const { client } = useClientHandle();
  const { user } = useSession();
  const store = new BatchStore(user.value?.id ?? '', localStorage);
  const left = store.unsettled();

  const stage = ref<Stage>(left ? 'unknown' : 'filling');
  const sent = shallowRef<SentBatch | undefined>(left);
  const rows = shallowRef<readonly BatchRow[]>(left?.rows ?? []);
  const mode = ref<SentBatch['mode']>(left?.mode ?? 'ATOMIC');
  const problem = shallowRef<Problem>();
  const fileProblem = ref<string>();
  const items = shallowRef<readonly Item[]>([]);

  const from = computed(() => sent.value?.source ?? source());
  /** What is wrong with each row: by our rules before, by the server afterwards. */
  const problems = computed(() =>
    rows.value.map((row, index) => {
      if (problem.value?.details.index === index) return problem.value.message.replace(/^Item \d+: /, '');
      return from.value && stage.value === 'filling' ? rowProblem(row, from.value) : undefined;
    }),
  );

  async function read(file: File): Promise<void> {
    problem.value = undefined;
    fileProblem.value = undefined;
    try {
      rows.value = readBatch(await file.text());
    } catch (error) {
      rows.value = [];
      fileProblem.value = error instanceof Error ? `${error.message}.` : 'The file cannot be read.';
    }
  }

  /** Sends what is shown, or exactly what was sent before when nobody knows what came of it. */
  async function send(): Promise<void> {
    const present = source();
    const batch =
      sent.value ??
      (present && { key: v4(), mode: mode.value, source: { ...present }, rows: [...rows.value] });
    if (!batch || stage.value === 'sending') return;
    const doubtful = sent.value !== undefined;
    // Stored before it is sent: from here on money may move.
    store.save(batch);
    sent.value = batch;
    stage.value = 'sending';
    problem.value = undefined;
    const input = batchInput(batch.rows, batch.source);
    const result = await client.mutation(TransferBatchMutation, {
      input,
      mode: batch.mode,
      idempotencyKey: batch.key,
    });
    if (result.data) return settle(result.data.transferBatch.batch.id);
    problem.value = result.error && problemOf(result.error);
    // That this attempt was turned away says nothing about the one before it, unless the ledger says what came of it.
    const pinned = problem.value?.replayed === true;
    if (!result.error || mayHaveHappened(result) || (doubtful && !pinned)) stage.value = 'unknown';
    else startOver();
  }

  async function settle(id: string): Promise<void> {
    items.value = [];
    let count = 1;
    while (items.value.length < count) {
      const { data, error } = await client
        .query(BatchItemsQuery, { id, offset: items.value.length }, { requestPolicy: 'network-only' })
        .toPromise();
      const page = data?.transferBatch;
      if (!page || page.items.length === 0) {
        problem.value = error && problemOf(error);
        // Sending it again tells once more what came of it.
        stage.value = 'unknown';
        return;
      }
      count = page.itemCount;
      items.value = [...items.value, ...page.items];
    }
    store.forget();
    stage.value = 'done';
  }

  /** Back to the form; the rows stay. */
  function startOver(): void {
    store.forget();
    sent.value = undefined;
    stage.value = 'filling';
  }

  return {
    stage,
    from,
    rows,
    mode,
    problem,
    problems,
    fileProblem,
    items,
    ready: computed(
      () =>
        from.value !== undefined &&
        rows.value.length > 0 &&
        problems.value.every((each) => each === undefined),
    ),
    read,
    send,
    next: () => {
      startOver();
      rows.value = [];
      items.value = [];
      problem.value = undefined;
    },
  };
}
