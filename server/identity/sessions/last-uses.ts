import type { EntityManager } from '@mikro-orm/core';
import type { UnitsOfWork } from '../../ledger/database/unit-of-work.js';

/** What is in use all the time is written down as rarely as this. */
const COARSENESS_MS = 60 * 1000;

interface Used {
  readonly id: string;
  readonly lastUsedAt?: Date | null | undefined;
}

/** Writes one use down. */
type Write = (em: EntityManager, id: string, lastUsedAt: Date) => Promise<unknown>;

/**
 * Writes down when API tokens or sessions were last used: behind the requests' backs, all that came meanwhile at once, and
 * without telling anybody when it fails.
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

  /** Once everything that was noted is written, or could not be. */
  async settled(): Promise<void> {
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
