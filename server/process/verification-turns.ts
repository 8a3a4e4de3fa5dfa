import type { OpenServices } from '../app/services.js';
import { readSnapshot } from '../ledger/database/snapshot.js';
import { newestVerification } from '../ledger/verify/verifications.js';

/** Number of turns in a row that are left to others, so that a record that nobody verified for silences a node for so long at most. */
const LEFT_MAX = 10;

/** Shares verifications among the nodes of one database: one leaves its turn out when another has just had one. */
export class VerificationTurns {
  /** Id of the newest verification when the last one of this node was done. */
  #own: string | undefined;
  #left = 0;

  constructor(
    private readonly services: Pick<OpenServices, 'storage' | 'clock'>,
    private readonly intervalMs: number,
  ) {}

  /** False when another node has finished a verification within half the interval. */
  async isOurs(): Promise<boolean> {
    const newest = await this.#newest();
    const sinceMs = newest ? this.services.clock.now().getTime() - newest.finishedAt.getTime() : Infinity;
    // Clocks of nodes differ a little.
    const isDone = newest?.id !== this.#own && Math.abs(sinceMs) < this.intervalMs / 2;
    this.#left = isDone && this.#left < LEFT_MAX ? this.#left + 1 : 0;
    return this.#left === 0;
  }

  /** Notes that a verification of this node is done. */
  async done(): Promise<void> {
    this.#own = (await this.#newest())?.id;
  }

  async #newest() {
    return readSnapshot(this.services.storage.background, newestVerification);
  }
}
