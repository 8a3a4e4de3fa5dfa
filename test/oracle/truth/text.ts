/**
 * One normal form for what is stored and what is searched for: compatible decomposition, marks removed, case folded. Upper
 * case first, so that letters whose lower cases differ and whose upper case is one, such as ß and ss, become one.
 */
export function normalForm(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase().replaceAll('ς', 'σ');
}

/** A search, blanks around it left out; undefined when nothing is left, which is no condition. */
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
