/** Line breaks and tabs are text; other control characters are not, and a terminal may obey them. */
const CONTROL = /[^\P{Cc}\n\r\t]/u;
/** These turn the text around them, so that it reads as something else. */
const DIRECTION_OVERRIDE = /[\u202a-\u202e\u2066-\u2069]/;

/**
 * Whether a text can be stored, hashed and shown as it is: whole characters of Unicode (half a surrogate pair is none), and
 * none that act on what shows them.
 */
export function isPlainText(text: string): boolean {
  return text.isWellFormed() && !CONTROL.test(text) && !DIRECTION_OVERRIDE.test(text);
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

/** How many characters of Unicode a text has: an emoji is one, where JavaScript's own length counts two. */
export function charactersIn(text: string): number {
  return Array.from(text).length;
}
