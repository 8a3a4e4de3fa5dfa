const KEPT = 60;

/** A value as JSON has it, short enough for the title of a test: of much that is alike the beginning is enough. */
export function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= KEPT ? text : `${text.slice(0, KEPT)}… (${text.length} characters)`;
}
