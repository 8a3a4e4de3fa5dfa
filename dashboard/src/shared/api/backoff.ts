const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/**
 * Returns the delay before the next attempt to connect. It doubles each time, with jitter, because everybody loses the same
 * server at the same moment.
 *
 * @param failures Failures in a row, from 1.
 * @param random Between 0 and 1.
 */
export function reconnectAfterMs(failures: number, random = Math.random()): number {
  return Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS) * (0.5 + random / 2);
}
