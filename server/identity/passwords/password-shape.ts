/** True when the text repeats five characters or fewer, or is a sequence: `abababab`, `12345678`, `zyxwvuts`. */
export function isSimplePattern(text: string): boolean {
  return isRepetition(text) || inARow(text);
}

/** True when the text repeats a short part; the last repetition may be cut short. */
function isRepetition(text: string): boolean {
  const characters = Array.from(text);
  return [1, 2, 3, 4, 5].some((length) =>
    characters.every((character, at) => character === characters[at % length]),
  );
}

/** True when each character follows (or each precedes) its neighbour; zero follows nine. */
function inARow(text: string): boolean {
  const characters = Array.from(text);
  return [1, -1].some((step) =>
    characters.every((character, at) => at === 0 || follows(characters[at - 1] ?? '', character, step)),
  );
}

function follows(before: string, character: string, step: number): boolean {
  const isDigit = /^[0-9]$/.test(before) && /^[0-9]$/.test(character);
  if (isDigit) return (Number(before) + step + 10) % 10 === Number(character);
  return (before.codePointAt(0) ?? 0) + step === character.codePointAt(0);
}

/** True when the letters of a text are these words and nothing else; digits, signs and blanks between them add little. */
export function madeOfWords(text: string, words: readonly string[]): boolean {
  const letters = text.replaceAll(/[^\p{L}\p{M}]/gu, '');
  if (letters === '') return false;
  const reached = new Set([0]);
  for (let from = 0; from < letters.length; from += 1) {
    if (!reached.has(from)) continue;
    for (const word of words) if (letters.startsWith(word, from)) reached.add(from + word.length);
  }
  return reached.has(letters.length);
}

/** Removes the digits and signs that people put before and after a word to satisfy policies. */
export function withoutEnds(text: string): string {
  return text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
}
