import * as z from 'zod/mini';
import { isCurrency, type Currency } from '../currencies';

const text = z.string();
const stored = z.object({
  key: text,
  mode: z.enum(['ATOMIC', 'EACH']),
  source: z.object({
    id: text,
    currency: z.custom<Currency>((code) => typeof code === 'string' && isCurrency(code)),
  }),
  rows: z.array(z.object({ to: text, amount: text, currency: text, description: text, reference: text })),
});

/** A batch that was sent, with everything that is needed to send exactly the same again. */
export type SentBatch = z.infer<typeof stored>;

/** Keeps a user's batch in the browser from before it is sent until its outcome is known, whatever becomes of the page. */
export class BatchStore {
  readonly #name: string;

  constructor(
    userId: string,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  ) {
    this.#name = `nissmart-batch-${userId}`;
  }

  save(batch: SentBatch): void {
    this.storage.setItem(this.#name, JSON.stringify(batch));
  }

  forget(): void {
    this.storage.removeItem(this.#name);
  }

  /** The batch whose outcome nobody has seen; undefined for what another version has written. */
  unsettled(): SentBatch | undefined {
    const written = this.storage.getItem(this.#name);
    if (written === null) return undefined;
    try {
      return stored.safeParse(JSON.parse(written)).data;
    } catch {
      return undefined;
    }
  }
}
