import { readonly, ref } from 'vue';

/** The interval at which the server is asked while it cannot be reached. */
const LOOK_EVERY_MS = 2_000;
const LOOK_WITHIN_MS = 5_000;

const away = ref(!navigator.onLine);
const listeners = new Set<() => void>();
let looking = false;

/** True while the browser has no network, or the server gives no answer. */
export const isAway = readonly(away);

/** @param listener Called whenever the server can be reached again. @returns A function that removes the listener. */
export function onReturn(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Checks the server after a request without an answer. A single lost request, while others arrive, reports nothing. */
export function look(): void {
  if (looking) return;
  looking = true;
  void fetch('/health/live', { cache: 'no-store', signal: AbortSignal.timeout(LOOK_WITHIN_MS) }).then(
    () => {
      looking = false;
      if (!away.value) return;
      away.value = false;
      for (const listener of listeners) listener();
    },
    () => {
      away.value = true;
      setTimeout(() => {
        looking = false;
        look();
      }, LOOK_EVERY_MS);
    },
  );
}

addEventListener('offline', () => {
  away.value = true;
  look();
});
addEventListener('online', look);
if (away.value) look();
