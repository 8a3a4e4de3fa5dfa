/** Characters that begin a formula in spreadsheets, some of which ignore invisible characters before them. */
const FORMULA = /^(?:[\t\r\n]|[\s\p{C}]*[=+\-@])/u;

/** Tells if a spreadsheet would run a text as a formula. CSV files have an apostrophe before such a text. */
export function isFormula(text: string): boolean {
  // Normalised, because in East Asian locales a full-width sign begins a formula as well.
  return FORMULA.test(text.normalize('NFKC'));
}
