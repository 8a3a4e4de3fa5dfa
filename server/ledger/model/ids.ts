import { randomFillSync } from 'node:crypto';
import { v5, v7 } from 'uuid';
import type { Currency } from '../money/currencies.js';

const RANDOM_BYTES = 16;

/**
 * Makes time-ordered ids (UUIDv7, RFC 9562 section 5.7).
 *
 * An id never sorts before an earlier one of the same maker, even when the clock is set back, because lists are paged by id.
 */
export class IdGenerator {
  #last = '';
  #lastMs = 0;
  #sequence = 0;

  /** @param random Gives sixteen random bytes; seeded where runs must repeat themselves. */
  constructor(
    private readonly random: () => Uint8Array = randomBytesFrom(new Uint8Array(RANDOM_BYTES * 256)),
  ) {}

  /** From now on ids sort after this one too: one that another process made, perhaps by a clock that ran ahead. */
  continueAfter(id: string): void {
    if (id <= this.#last) return;
    const madeAtMs = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
    this.#lastMs = Math.max(this.#lastMs, madeAtMs + 1);
  }

  /** @param at The moment that the id is to carry. */
  next(at: Date): string {
    const atMs = at.getTime();
    if (atMs > this.#lastMs) {
      this.#lastMs = atMs;
      this.#sequence = 0;
    } else {
      this.#sequence += 1;
    }
    this.#last = v7({ msecs: this.#lastMs, seq: this.#sequence, random: this.random() });
    return this.#last;
  }
}

/** Fills a pool once for many ids: a call to the random source costs more than everything else an id takes. */
function randomBytesFrom(pool: Uint8Array): () => Uint8Array {
  let used = pool.length;
  return () => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    used += RANDOM_BYTES;
    return pool.subarray(used - RANDOM_BYTES, used);
  };
}

const HOUSE_NAMESPACE = '3f8a2c52-6f0e-4b7c-9d5b-1d2a5b9c7e10';

/**
 * The id of the TREASURY or ESCROW of a currency, or of one of its shards. It follows from the words alone, so that every
 * node finds the same wallet without asking, and two nodes that open it at once write the same row.
 */
export function systemWalletId(kind: 'TREASURY' | 'ESCROW', currency: Currency, shard = 0): string {
  const name = shard === 0 ? `${kind}:${currency}` : `${kind}:${currency}:${String(shard)}`;
  return v5(name, HOUSE_NAMESPACE);
}

/** True for the id of a wallet of the house: it is name-based (UUIDv5), and all others are time-ordered (UUIDv7). */
export function isSystemWalletId(id: string): boolean {
  return id[14] === '5';
}
