/**
 * Number of rounds of a test that repeats itself: few, or many, which meet rarer coincidences, where
 * `NISSMART_TEST_ROUNDS=long` asks for them.
 *
 * @param given The test's own variable with the number, if it is set.
 */
export function rounds(short: number, long: number, given?: string): number {
  if (given !== undefined) return Number(given);
  return process.env.NISSMART_TEST_ROUNDS === 'long' ? long : short;
}
