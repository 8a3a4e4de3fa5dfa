/** Something in a file that a person has to correct. */
export interface Mistake {
  /** Counted from 1, as an editor shows it: line breaks inside quotation marks count as well. */
  readonly line: number;
  /** The mistake in a sentence or two. */
  readonly words: string;
}

/** The result of reading a file: its content, or all of its mistakes. Never both. */
export type Reading<Content> =
  | { readonly content: Content; readonly mistakes?: undefined }
  | { readonly content?: undefined; readonly mistakes: readonly [Mistake, ...Mistake[]] };

/** Returns the mistakes, or the content if there are none. @param make Makes the content; called only without mistakes. */
export function readingOf<Content>(mistakes: readonly Mistake[], make: () => Content): Reading<Content> {
  const [first, ...others] = [...mistakes].sort((a, b) => a.line - b.line);
  return first ? { mistakes: [first, ...others] } : { content: make() };
}
