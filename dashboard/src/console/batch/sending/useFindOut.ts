import { useClientHandle } from '@urql/vue';
import { onScopeDispose } from 'vue';
import { reconnectAfterMs } from '../../../shared/api/backoff';
import { lookUpBatch, type KeyAnswer } from './batch-requests';
import { BrowserKeyLocks } from '../../../shared/api/key-locks';

type Known = Exclude<KeyAnswer, { type: 'lost' }>;

/** Asks for the outcome of a batch by its key, until the server answers. */
export function useFindOut(): {
  /** Runs while the key is locked: no tab is told meanwhile that it is unused. */
  readonly sending: <T>(key: string, run: () => Promise<T>) => Promise<T>;
  /** Returns the outcome; undefined when the page was left before it was known. */
  readonly findOut: (key: string) => Promise<Known | undefined>;
  /** Waits before the next attempt, longer after each failure; ends early when the browser is online again. */
  readonly pause: (failures: number) => Promise<void>;
} {
  const { client } = useClientHandle();
  const locks = new BrowserKeyLocks();
  let gone = false;
  let wake: () => void = () => undefined;

  const hurry = () => wake();
  window.addEventListener('online', hurry);
  onScopeDispose(() => {
    gone = true;
    window.removeEventListener('online', hurry);
    wake();
  });

  async function pause(failures: number): Promise<void> {
    await new Promise<void>((resolve) => {
      wake = resolve;
      setTimeout(resolve, reconnectAfterMs(failures));
    });
  }

  return {
    pause,
    sending: async (key, run) => locks.sending(key, run),
    async findOut(key) {
      for (let failures = 1; !gone; failures += 1) {
        const answer = await locks.unlessSending(key, async () => lookUpBatch(client, key));
        if (answer && answer.type !== 'lost') return answer;
        await pause(failures);
      }
      return undefined;
    },
  };
}
