/**
 * How often something happens in a test that only happens again: a short form for who waits for it, and the long one, which
 * meets rarer coincidences, where `NISSMART_TEST_ROUNDS=long` asks for it, as continuous integration does.
 *
 * @param given A variable of the test's own that says how often, if it is set.
 */
export function rounds(short: number, long: number, given?: string): number {
  if (given !== undefined) return Number(given);
  return process.env.NISSMART_TEST_ROUNDS === 'long' ? long : short;
}
