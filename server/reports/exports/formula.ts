/** What spreadsheets take for the beginning of a formula; some of them overlook what cannot be seen before it. */
const FORMULA = /^(?:[\t\r\n]|[\s\p{C}]*[=+\-@])/u;

/** Whether a spreadsheet would run a text as a formula. CSV files have an apostrophe before it, which makes it a text again. */
export function isFormula(text: string): boolean {
  // Normalised, because where people write wide, a wide sign begins a formula as well.
  return FORMULA.test(text.normalize('NFKC'));
}
