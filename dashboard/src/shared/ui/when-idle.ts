/** Resolves once the page has been drawn and the browser is idle. For work that nobody waits for. */
export async function whenIdle(): Promise<void> {
  if (document.readyState !== 'complete') {
    await new Promise((resolve) => addEventListener('load', resolve, { once: true }));
  }
  await new Promise((resolve) => requestIdleCallback(resolve, { timeout: IDLE_WITHIN_MS }));
}

const IDLE_WITHIN_MS = 2_000;
