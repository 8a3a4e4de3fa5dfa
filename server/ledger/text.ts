/** Line breaks and tabs are text; other control characters are not, and a terminal may obey them. */
const CONTROL = /[^\P{Cc}\n\r\t]/u;
/** These turn the text around them, so that it reads as something else. */
const DIRECTION_OVERRIDE = /[\u202a-\u202e\u2066-\u2069]/;

/**
 * Tells if a text can be stored, hashed and shown as it is: well-formed Unicode, without control characters or
 * direction overrides.
 */
export function isPlainText(text: string): boolean {
  return text.isWellFormed() && !CONTROL.test(text) && !DIRECTION_OVERRIDE.test(text);
}

/** Blanks, and what shows nothing itself: zero-width marks, variation selectors, tags, fillers, the Braille cell without dots. */
const INVISIBLE =
  /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u{16fe4}\u2800\ufff9-\ufffb\u{13441}\u{13442}\u{1d159}]/u;
/** A mark is seen on another character alone; without one it is on whatever stands before the text. */
const VISIBLE = new RegExp(INVISIBLE.source.replace('[', '[^\\p{M}'), 'u');

/** Tells if a text has a visible character. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

const NAME_LENGTH_MAX = 80;

/** More than one line, or a tab that breaks one up. */
const LINES = /[\n\r\t\u2028\u2029]/;

/** Explains why a text cannot be a name that people tell from others; undefined when it can. */
export function mistakeInName(name: string): string | undefined {
  if (!isVisible(name)) return 'A name is needed, with a character that can be seen';
  if (charactersIn(name) > NAME_LENGTH_MAX) return `A name has at most ${String(NAME_LENGTH_MAX)} characters`;
  if (LINES.test(name)) return 'A name is one line without tabs';
  return isPlainText(name) ? undefined : 'A name has no control characters';
}

/** A name without what cannot be seen around it, but with what belongs to its last character: a red heart and the flag of Wales end so. */
export function trimName(text: string): string {
  const characters = Array.from(text);
  let start = 0;
  let end = characters.length;
  while (start < end && INVISIBLE.test(characters[start] ?? '')) start += 1;
  while (start < end && INVISIBLE.test(characters[end - 1] ?? '')) end -= 1;
  return characters.slice(start, end + lengthOfEnding(characters, end)).join('');
}

const BLACK_FLAG = '\u{1f3f4}';
const CANCEL_TAG = '\u{e007f}';

/** Counts the characters after the last visible one that change its look, such as a variation selector. */
function lengthOfEnding(characters: readonly string[], end: number): number {
  if (/\p{Variation_Selector}/u.test(characters[end] ?? '')) return 1;
  if (characters[end - 1] !== BLACK_FLAG) return 0;
  const tags = characters.slice(end).findIndex((character) => !/[\u{e0020}-\u{e007e}]/u.test(character));
  return characters[end + tags] === CANCEL_TAG ? tags + 1 : 0;
}

/**
 * The form in which texts are searched: the same for texts that differ in case alone, or in how an accent is written. Only
 * the way by capitals makes all letters that are one in some script the same: `ß` and `ss`, both small sigmas, and the `i`
 * with and without a dot, of which a capital I with a dot would keep a dot that nobody has typed.
 */
export function searchForm(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const folded = text.normalize('NFD').toLowerCase().toUpperCase().toLowerCase();
  return folded.replaceAll('ς', 'σ').replace(DOT_OF_AN_I, '$1').normalize('NFC');
}

const ASCII = /^[\0-\x7f]*$/;
const DOT_OF_AN_I = /(i\p{M}*?)\u0307/gu;

/** Counts the Unicode characters of a text: an emoji counts once, where JavaScript's own length is two. */
export function charactersIn(text: string): number {
  return Array.from(text).length;
}
