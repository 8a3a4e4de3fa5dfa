/** Latencies in their order, with the number of times that each was measured. */
export type Histogram = readonly (readonly [micros: number, times: number])[];

/**
 * Takes out of wrk's histogram what wrk has put in: for each answer that took more than twice the mean it adds made-up ones
 * that took the mean less, twice the mean less … (`stats_correct` in its stats.c), as if somebody had gone on sending. From
 * the top down each count is a true one by the time it is reached.
 */
export function uncorrected(
  histogram: Histogram,
  micros: number,
  answers: number,
  connections: number,
): [micros: number, times: number][] {
  const each = Math.floor(answers / connections);
  if (each === 0) return histogram.map(([value, times]) => [value, times]);
  const expected = Math.floor(micros / each);
  const counts = new Map(histogram);
  for (const [value] of histogram.toReversed()) {
    const times = counts.get(value) ?? 0;
    if (value < expected * 2) break;
    for (let below = value - expected; below > expected; below -= expected) {
      counts.set(below, (counts.get(below) ?? 0) - times);
    }
  }
  return [...counts].filter(([, times]) => times > 0);
}
