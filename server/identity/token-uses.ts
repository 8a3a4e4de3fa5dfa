import type { UnitsOfWork } from '../ledger/unit-of-work.js';
import { ApiToken } from './api-token.js';

/** A token that is in use all the time is written down as rarely as this. */
const COARSENESS_MS = 60 * 1000;

/**
 * Writes down when API tokens were last used: behind the requests' backs, all that came meanwhile at once, and without
 * telling anybody when it fails. The figure shows people which of their tokens are still in use; nothing depends on it.
 */
export class TokenUses {
  readonly #waiting = new Map<string, Date>();
  #writing: Promise<void> | undefined;

  constructor(private readonly units: UnitsOfWork) {}

  note({ id, lastUsedAt }: Pick<ApiToken, 'id' | 'lastUsedAt'>, now: Date): void {
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
          for (const [id, lastUsedAt] of uses) await em.nativeUpdate(ApiToken, { id }, { lastUsedAt });
        });
      } catch {
        // The next use of the token tries again.
      }
      for (const [id] of uses) this.#waiting.delete(id);
    }
    this.#writing = undefined;
  }
}
