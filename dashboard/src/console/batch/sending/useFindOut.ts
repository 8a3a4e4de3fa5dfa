import { useClientHandle } from '@urql/vue';
import { onScopeDispose } from 'vue';
import { reconnectAfterMs } from '../../../shared/api/backoff';
import { lookUpBatch, type KeyAnswer } from './batch-requests';
import { BrowserKeyLocks } from '../../../shared/api/key-locks';

type Known = Exclude<KeyAnswer, { type: 'lost' }>;

/** Finds out what the key of a batch stands for, however long the server is away. */
export function useFindOut(): {
  /** Runs with a key that nobody is told of as unused meanwhile, in any tab. */
  readonly sending: <T>(key: string, run: () => Promise<T>) => Promise<T>;
  /** Undefined when the page was left before anybody could tell. */
  readonly findOut: (key: string) => Promise<Known | undefined>;
  /** Waits, longer the more has failed; not once the browser is online again. */
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
