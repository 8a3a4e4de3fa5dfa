import type { EntityManager } from '@mikro-orm/core';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';

/** Minimum time between two writes of the same use, in milliseconds. */
const COARSENESS_MS = 60 * 1000;

interface Used {
  readonly id: string;
  readonly lastUsedAt?: Date | null | undefined;
}

/**
 * Time for which uses gather after others were written, in milliseconds: a commit each would cost as much as some requests,
 * and hold up others.
 */
const GATHER_MS = 1_000;

/** Maximum number of uses written in one unit of work, so that the ledger never waits long for its turn. */
const BATCH_MAX = 200;

/** Writes one time for several tokens or sessions. */
type Write = (em: EntityManager, ids: string[], lastUsedAt: Date) => Promise<unknown>;

/**
 * Writes the times when API tokens or sessions were last used: in the background, in batches, and ignoring failures. A
 * batch is one statement with the time of its last use; the others in it are up to a second older.
 */
export class LastUses {
  readonly #waiting = new Map<string, Date>();
  #gathering: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly units: UnitsOfWork,
    private readonly write: Write,
  ) {}

  note({ id, lastUsedAt }: Used, now: Date): void {
    // A use that is dated later was noted before the clock was set back, and would make up for days without one.
    if (lastUsedAt && Math.abs(now.getTime() - lastUsedAt.getTime()) < COARSENESS_MS) return;
    if (this.#waiting.has(id)) return;
    this.#waiting.set(id, now);
    if (!this.#gathering) this.#writeAndGather();
  }

  /** Writes what was noted, and waits until it is written or has failed to be. */
  async flush(): Promise<void> {
    this.#writing = this.#writing.then(async () => this.#write());
    await this.#writing;
  }

  #writeAndGather(): void {
    void this.flush();
    this.#gathering = setTimeout(() => {
      this.#gathering = undefined;
      if (this.#waiting.size > 0) this.#writeAndGather();
    }, GATHER_MS).unref();
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
  }
}
