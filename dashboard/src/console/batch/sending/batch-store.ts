import * as z from 'zod/mini';
import { isCurrency, type Currency } from '../../../shared/money/currencies';

const text = z.string();
const stored = z.object({
  key: text,
  mode: z.enum(['ATOMIC', 'EACH']),
  source: z.object({
    id: text,
    currency: z.custom<Currency>((code) => typeof code === 'string' && isCurrency(code)),
  }),
  // Earlier versions had neither labels nor lines.
  label: z._default(text, ''),
  rows: z.array(
    z.object({
      line: z._default(z.number(), 0),
      to: text,
      amount: text,
      currency: text,
      description: text,
      reference: text,
    }),
  ),
});

/** A batch that was sent, with everything that is needed to send exactly the same again. */
export type SentBatch = z.infer<typeof stored>;

type Entries = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/**
 * Keeps a user's batches in the browser from before they are sent until their outcome is known, whatever becomes of the page.
 * Each has an entry of its own, so that tabs never overwrite each other's.
 */
export class BatchStore {
  readonly #prefix: string;

  constructor(
    userId: string,
    private readonly storage: Entries,
  ) {
    this.#prefix = `nissmart-batch-${userId}`;
  }

  /** @throws DOMException where the browser has no room left */
  save(batch: SentBatch): void {
    this.storage.setItem(`${this.#prefix}-${batch.key}`, JSON.stringify(batch));
  }

  forget(key: string): void {
    for (const [name, batch] of this.#entries()) if (batch.key === key) this.storage.removeItem(name);
  }

  /** Returns the batches whose outcome is unknown, and skips entries in a format that no known version has written. */
  unsettled(): SentBatch[] {
    return this.#entries().map(([, batch]) => batch);
  }

  #entries(): [string, SentBatch][] {
    const names = Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index) ?? '');
    return names
      .filter((name) => name === this.#prefix || name.startsWith(`${this.#prefix}-`))
      .flatMap((name): [string, SentBatch][] => {
        const batch = read(this.storage.getItem(name));
        return batch ? [[name, batch]] : [];
      });
  }
}

function read(written: string | null): SentBatch | undefined {
  if (written === null) return undefined;
  try {
    return stored.safeParse(JSON.parse(written)).data;
  } catch {
    return undefined;
  }
}
