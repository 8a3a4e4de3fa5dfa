import type { EntityManager } from '@mikro-orm/core';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';

/** Minimum time between two writes of the same use, in milliseconds. */
const COARSENESS_MS = 60 * 1000;

interface Used {
  readonly id: string;
  readonly lastUsedAt?: Date | null | undefined;
}

/** Maximum number of uses written in one unit of work, so that the ledger never waits long for its turn. */
const BATCH_MAX = 200;

/** Writes one time for several tokens or sessions. */
type Write = (em: EntityManager, ids: string[], lastUsedAt: Date) => Promise<unknown>;

/**
 * Writes the times when API tokens or sessions were last used: in the background, in batches, and ignoring failures. A
 * batch is one statement with the time of its last use; the others in it are some milliseconds older.
 */
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
      const uses = [...this.#waiting].slice(0, BATCH_MAX);
      const ids = uses.map(([id]) => id);
      const latest = new Date(Math.max(...uses.map(([, usedAt]) => usedAt.getTime())));
      try {
        await this.units.run(async (em) => this.write(em, ids, latest));
      } catch {
        // The next use tries again.
      }
      for (const id of ids) this.#waiting.delete(id);
    }
    this.#writing = undefined;
  }
}
