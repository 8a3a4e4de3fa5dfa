import type { EntityManager } from '@mikro-orm/core';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';

/** Minimum time between two writes of the same use, in milliseconds. */
const COARSENESS_MS = 60 * 1000;

interface Used {
  readonly id: string;
  readonly lastUsedAt?: Date | null | undefined;
}

/** Writes one use. */
type Write = (em: EntityManager, id: string, lastUsedAt: Date) => Promise<unknown>;

/** Writes the times when API tokens or sessions were last used: in the background, in batches, and ignoring failures. */
export class LastUses {
  readonly #waiting = new Map<string, Date>();
  #writing: Promise<void> | undefined;

  constructor(
    private readonly units: UnitsOfWork,
    private readonly write: Write,
  ) {}

  note({ id, lastUsedAt }: Used, now: Date): void {
    if (lastUsedAt && now.getTime() - lastUsedAt.getTime() < COARSENESS_MS) return;
    if (this.#waiting.has(id)) return;
    this.#waiting.set(id, now);
    this.#writing ??= this.#write();
  }

  /** Waits until every noted use is written or has failed to be. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#waiting.size > 0) {
      const uses = [...this.#waiting];
      try {
        await this.units.run(async (em) => {
          for (const [id, lastUsedAt] of uses) await this.write(em, id, lastUsedAt);
        });
      } catch {
        // The next use tries again.
      }
      for (const [id] of uses) this.#waiting.delete(id);
    }
    this.#writing = undefined;
  }
}
