import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;
const ANSWER_TIMEOUT_MS = 3_000;
/** Far longer than anything takes on the slowest machine. */
const DEADLINE_MS = 180_000;

/**
 * Waits for a state.
 *
 * @param isThere Tells if it is there; throws when it will never be.
 */
export async function until(
  what: string,
  isThere: () => Promise<boolean>,
  signal?: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (!(await isThere())) {
    signal?.throwIfAborted();
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await sleep(POLL_MS);
  }
}

/** Asks a server on this machine. @returns The text of a good answer. */
export async function answerOf(port: number, path: string): Promise<string | undefined> {
  try {
    const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal });
    const text = await answer.text();
    return answer.ok ? text : undefined;
  } catch {
    return undefined;
  }
}
