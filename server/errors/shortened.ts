/** Maximum length of a repeated text of a client, in characters: an answer must not grow with the mistake that it reports. */
const ECHO_LENGTH_MAX = 200;

/** Shortens a text that came from a client, where an answer repeats it, and never within a character. */
export function shortened(text: string, lengthMax = ECHO_LENGTH_MAX): string {
  if (text.length <= lengthMax) return text;
  return `${text.slice(0, lengthMax - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
