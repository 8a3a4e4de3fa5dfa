import { v5, v7 } from 'uuid';
import type { Currency } from './currencies.js';

/**
 * Makes time-ordered ids (UUIDv7, RFC 9562 section 5.7).
 *
 * An id never sorts before an earlier one of the same maker, even when the clock is set back, because lists are paged by id.
 */
export class IdMaker {
  #lastMs = 0;
  #sequence = 0;

  /** @param random Gives sixteen random bytes; seeded where runs must repeat themselves. */
  constructor(private readonly random?: () => Uint8Array) {}

  /** @param at The moment that the id is to carry. */
  next(at: Date): string {
    const atMs = at.getTime();
    if (atMs > this.#lastMs) {
      this.#lastMs = atMs;
      this.#sequence = 0;
    } else {
      this.#sequence += 1;
    }
    const random = this.random?.();
    return v7({ msecs: this.#lastMs, seq: this.#sequence, ...(random && { random }) });
  }
}

const HOUSE_NAMESPACE = '3f8a2c52-6f0e-4b7c-9d5b-1d2a5b9c7e10';

/**
 * The id of the TREASURY or ESCROW of a currency. It follows from the two words alone, so that every node finds the same
 * wallet without asking, and two nodes that open it at once write the same row.
 */
export function houseWalletId(kind: 'TREASURY' | 'ESCROW', currency: Currency): string {
  return v5(`${kind}:${currency}`, HOUSE_NAMESPACE);
}
