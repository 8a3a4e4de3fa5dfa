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

/** The same for texts that differ in case alone, or in how an accent is written. */
export function foldCase(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** How many characters of Unicode a text has: an emoji is one, where JavaScript's own length counts two. */
export function charactersIn(text: string): number {
  return Array.from(text).length;
}
