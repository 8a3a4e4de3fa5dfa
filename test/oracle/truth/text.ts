/**
 * One form for what is stored and what is searched for. Case does not count: the way by capitals makes one of letters that
 * are one, such as ß and ss, and i with and without a dot. Nor does the way an accent is written, composed or decomposed.
 */
function normalForm(text: string): string {
  const folded = text.normalize('NFD').toUpperCase().normalize('NFD').toLowerCase().replaceAll('ς', 'σ');
  return folded.replaceAll('i\u0307', 'i').normalize('NFC');
}

/** A search, blanks around it left out; undefined when nothing is left, which is not a condition. */
export function searchOf(text: string | undefined): string | undefined {
  const search = text?.trim() ?? '';
  return search === '' ? undefined : search;
}

/** A part of the text, in any case and however accents are written; null has no parts. */
export function hasPart(text: string | null, part: string): boolean {
  return text !== null && normalForm(text).includes(normalForm(part));
}

/** The whole text, compared as parts are. */
export function isWhole(text: string | null, whole: string): boolean {
  return text !== null && normalForm(text.trim()) === normalForm(whole);
}

/** Ids are written in either case. */
export function isId(id: string, asked: string): boolean {
  return id === asked.toLowerCase();
}

/** Exactly this text: the same characters, be they written composed or decomposed. */
export function isSameText(text: string | null, asked: string): boolean {
  return text !== null && text.trim().normalize('NFC') === asked.trim().normalize('NFC');
}
