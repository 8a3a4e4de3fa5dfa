import { useClientHandle } from '@urql/vue';
import { computed, ref, shallowRef } from 'vue';
import type { Problem } from '../../shared/api/errors';
import { useSession } from '../../shared/session/session';
import type { BatchSource } from './rows/batch';
import {
  batchesLike,
  keyOfOrder,
  loadOutcome,
  NO_ROOM,
  refreshOwnWallets,
  sendBatch,
  type Outcome,
  type OutcomeItem,
} from './sending/batch-requests';
import { BatchStore, type SentBatch } from './sending/batch-store';
import { useBatchRows } from './useBatchRows';
import { useFindOut } from './sending/useFindOut';

/**
 * Filling in; asking whether the list was sent before; the one question whether to send it; sending; asking what came of it;
 * the server knows nothing of it; its outcome is known.
 */
type Stage = 'filling' | 'checking' | 'confirming' | 'sending' | 'asking' | 'missing' | 'done';

/** A batch of transfers from its file to its outcomes. It is kept, with its key, until they are known. */
export function useBatch(source: () => BatchSource | undefined) {
  const { client } = useClientHandle();
  const { user } = useSession();
  const store = new BatchStore(user.value?.id ?? '', localStorage);
  const { sending, findOut, pause } = useFindOut();
  const stage = ref<Stage>('filling');
  const sent = shallowRef<SentBatch>();
  const from = computed(() => sent.value?.source ?? source());
  const table = useBatchRows(() => from.value);
  const mode = ref<SentBatch['mode']>('ATOMIC');
  const problem = shallowRef<Problem>();
  const earlier = shallowRef<readonly Outcome[]>([]);
  const outcome = shallowRef<Outcome>();
  const items = shallowRef<readonly OutcomeItem[]>([]);

  /** Asks the server for earlier batches with the same list, by any sender. */
  async function review(): Promise<void> {
    const present = source();
    if (!present || stage.value === 'checking' || stage.value === 'sending') return;
    stage.value = 'checking';
    problem.value = undefined;
    const order = { mode: mode.value, source: { ...present }, rows: table.rows.value, label: '' };
    const found = await batchesLike(client, order);
    if ('code' in found) problem.value = found;
    else earlier.value = found;
    stage.value = 'code' in found ? 'filling' : 'confirming';
  }

  /** Sends the confirmed batch. @param label Makes it a new payment when the same list was sent before. */
  async function confirm(label: string): Promise<void> {
    const present = source();
    if (!present || stage.value !== 'confirming') return;
    stage.value = 'sending';
    const order = {
      mode: mode.value,
      source: { ...present },
      rows: [...table.rows.value],
      label: label.trim(),
    };
    const { key, answer } = await keyOfOrder(client, order);
    if (answer.type === 'unused') return send({ ...order, key });
    // The same list was sent since it was looked up, perhaps from another tab.
    stage.value = 'confirming';
    if (answer.type === 'lost') problem.value = answer.problem;
    else await review();
  }

  async function send(batch: SentBatch): Promise<void> {
    problem.value = undefined;
    const doubtful = sent.value !== undefined;
    try {
      // Stored before it is sent: from here on money may move.
      store.save(batch);
    } catch {
      problem.value = NO_ROOM;
      stage.value = 'confirming';
      return;
    }
    sent.value = batch;
    stage.value = 'sending';
    const answer = await sending(batch.key, async () => sendBatch(client, batch));
    if (answer.type === 'made') return settle(answer.batchId);
    // A refusal of this attempt says nothing about the one before it.
    if (answer.type === 'lost' || (doubtful && !answer.problem.replayed)) return ask();
    startOver();
    if (answer.problem.code === 'ALREADY_SENT') return review();
    problem.value = answer.problem;
  }

  /** Asks for the outcome by the key, until it is known. */
  async function ask(): Promise<void> {
    const batch = sent.value;
    if (!batch) return;
    stage.value = 'asking';
    const answer = await findOut(batch.key);
    if (answer?.type === 'made') return settle(answer.batchId);
    if (answer?.type === 'unused') stage.value = 'missing';
    if (answer?.type !== 'rejected') return;
    startOver();
    problem.value = answer.problem;
  }

  async function settle(batchId: string): Promise<void> {
    const { found } = await loadOutcome(client, batchId);
    if (!found) {
      stage.value = 'asking';
      await pause(1);
      return ask();
    }
    if (sent.value) store.forget(sent.value.key);
    ({ outcome: outcome.value, items: items.value } = found);
    stage.value = 'done';
    // Updates the wallet that paid it on all pages.
    await refreshOwnWallets(client, user.value?.id ?? '');
  }

  /** Gives up a batch that has not arrived at the server. Asks once more first: it may have arrived since. */
  async function giveUp(): Promise<void> {
    await ask();
    if (stage.value === 'missing') startOver();
  }

  /** Goes back to the form and keeps the rows. */
  function startOver(): void {
    if (sent.value) store.forget(sent.value.key);
    sent.value = undefined;
    problem.value = undefined;
    stage.value = 'filling';
  }

  /** Takes up a batch whose page was left before its outcome was known. */
  function resume(): void {
    const [left] = store.unsettled();
    if (!left) return;
    sent.value = left;
    mode.value = left.mode;
    table.restore(left.rows);
    void ask();
  }

  resume();

  return {
    ...table,
    stage,
    from,
    mode,
    problem,
    earlier,
    outcome,
    items,
    ready: computed(
      () => from.value !== undefined && table.rows.value.length > 0 && table.mistakes.value.length === 0,
    ),
    review,
    confirm,
    again: async () => sent.value && send(sent.value),
    giveUp,
    startOver,
    next: () => {
      startOver();
      table.clear();
      items.value = [];
      outcome.value = undefined;
      resume();
    },
  };
}
