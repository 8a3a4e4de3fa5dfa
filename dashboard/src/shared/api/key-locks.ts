/** Locks keys between the tabs of a browser. */
export interface KeyLocks {
  /** Runs under a shared lock: others may send under the key as well, since that does no harm. */
  sending<T>(key: string, run: () => Promise<T>): Promise<T>;
  /** Runs only while no tab is sending under the key; returns undefined without running otherwise. */
  unlessSending<T>(key: string, run: () => Promise<T>): Promise<T | undefined>;
}

/** Uses the browser's Web Locks, which end with the tab that holds them. */
export class BrowserKeyLocks implements KeyLocks {
  async sending<T>(key: string, run: () => Promise<T>): Promise<T> {
    return locks ? locks.request(nameOf(key), { mode: 'shared' }, run) : run();
  }

  async unlessSending<T>(key: string, run: () => Promise<T>): Promise<T | undefined> {
    if (!locks) return run();
    return locks.request(nameOf(key), { ifAvailable: true }, async (lock) => (lock ? run() : undefined));
  }
}

/** The locks of the browser; undefined on pages that came over plain HTTP from another machine. */
const locks = globalThis.isSecureContext ? navigator.locks : undefined;

function nameOf(key: string): string {
  return `nissmart-payment-${key}`;
}
