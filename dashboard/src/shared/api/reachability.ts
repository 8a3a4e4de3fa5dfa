import { readonly, ref } from 'vue';

/** The interval at which the server is asked while it cannot be reached. */
const LOOK_EVERY_MS = 2_000;
const LOOK_WITHIN_MS = 5_000;

const away = ref(!navigator.onLine);
const listeners = new Set<() => void>();
let looking = false;

/** True while the browser has no network, or the server gives no answer. */
export const isAway = readonly(away);

/** @param listener Called whenever the server can be reached again. @returns How to stop that. */
export function onReturn(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** To be called when a request got no answer. One that got lost while others arrive is no reason to say anything. */
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
