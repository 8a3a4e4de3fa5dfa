import { createHash } from 'node:crypto';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * Repeatable random numbers: the same seed of words gives the same numbers. Every habit of a person has a generator of
 * its own for every day, so that one more person, or one more habit, changes nothing for the others.
 */
export class SeededRandom {
  readonly #generator: ReturnType<typeof xoroshiro128plus>;

  constructor(...words: readonly string[]) {
    this.#generator = xoroshiro128plus(createHash('sha256').update(words.join('\0')).digest().readInt32BE());
  }

  /** Returns a whole number between both ends, which are included. */
  whole(from: number, to: number): number {
    return uniformInt(this.#generator, from, to);
  }

  between(from: number, to: number): number {
    return from + ((to - from) * this.whole(0, 1_000_000)) / 1_000_000;
  }

  /** @param probability From 0 (never) to 1 (always). */
  chance(probability: number): boolean {
    return this.whole(0, 999_999) < probability * 1_000_000;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.whole(0, items.length - 1)] ?? items[0];
  }

  /** Returns random characters of an alphabet, such as a payment provider's receipt number. */
  text(alphabet: string, length: number): string {
    return Array.from({ length }, () => alphabet.charAt(this.whole(0, alphabet.length - 1))).join('');
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.whole(0, 255));
  }
}
