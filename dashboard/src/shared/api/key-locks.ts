/** Lets the tabs of a browser know what the others are doing with a key at this moment. */
export interface KeyLocks {
  /** Runs; others may be sending under the key as well, since that does no harm. */
  sending<T>(key: string, run: () => Promise<T>): Promise<T>;
  /** Runs while nobody is sending under the key. Undefined, without running, when somebody is. */
  unlessSending<T>(key: string, run: () => Promise<T>): Promise<T | undefined>;
}

/** By the browser's own locks, which end with the tab that holds them. */
export class BrowserKeyLocks implements KeyLocks {
  async sending<T>(key: string, run: () => Promise<T>): Promise<T> {
    return locks ? locks.request(nameOf(key), { mode: 'shared' }, run) : run();
  }

  async unlessSending<T>(key: string, run: () => Promise<T>): Promise<T | undefined> {
    if (!locks) return run();
    return locks.request(nameOf(key), { ifAvailable: true }, async (lock) => (lock ? run() : undefined));
  }
}

/** Browsers keep them from pages that came over plain HTTP from another machine. */
const locks = globalThis.isSecureContext ? navigator.locks : undefined;

function nameOf(key: string): string {
  return `nissmart-payment-${key}`;
}
