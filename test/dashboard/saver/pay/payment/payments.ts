import type { Problem } from '../../../../../dashboard/src/shared/api/errors';
import type { KeyLocks } from '../../../../../dashboard/src/shared/api/key-locks';
import type { Answer, PaymentFields } from '../../../../../dashboard/src/saver/pay/payment/payment';

export const FIELDS: PaymentFields = {
  walletId: 'w1',
  currency: 'KES',
  amount: '12.50',
  recipient: { type: 'email', email: '' },
  description: '',
};

export function networkProblem(code: string): Problem {
  return { code, message: code, details: {}, replayed: false };
}

export const ACCEPTED: Answer = { type: 'accepted', transactionId: 't1', replayed: false };
export const LOST = { type: 'lost', problem: networkProblem('NETWORK') } as const satisfies Answer;
export const REJECTED = {
  type: 'rejected',
  problem: networkProblem('INSUFFICIENT_FUNDS'),
} as const satisfies Answer;

/** The locks of a browser's tabs, in memory. */
export class MemoryKeyLocks implements KeyLocks {
  readonly #sending = new Map<string, number>();

  async sending<T>(key: string, run: () => Promise<T>): Promise<T> {
    this.#sending.set(key, (this.#sending.get(key) ?? 0) + 1);
    return run().finally(() => this.#sending.set(key, (this.#sending.get(key) ?? 0) - 1));
  }

  async unlessSending<T>(key: string, run: () => Promise<T>): Promise<T | undefined> {
    return (this.#sending.get(key) ?? 0) > 0 ? undefined : run();
  }
}

/** A browser's storage, in memory. */
export class MemoryStorage implements Storage {
  readonly #items = new Map<string, string>();

  get length(): number {
    return this.#items.size;
  }

  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }

  getItem(name: string): string | null {
    return this.#items.get(name) ?? null;
  }

  setItem(name: string, value: string): void {
    this.#items.set(name, value);
  }

  removeItem(name: string): void {
    this.#items.delete(name);
  }

  clear(): void {
    this.#items.clear();
  }
}
