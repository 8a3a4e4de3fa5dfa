/** As much of what a client wrote as anybody reads: an answer must not grow with the mistake that it tells of. */
const ECHO_LENGTH_MAX = 200;

/** A text that came from a client, cut where an answer repeats it, and never within a character. */
export function shortened(text: string, lengthMax = ECHO_LENGTH_MAX): string {
  if (text.length <= lengthMax) return text;
  return `${text.slice(0, lengthMax - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
