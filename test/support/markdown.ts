/** A fenced block of a Markdown file, with the headings it stands under. */
export interface CodeBlock {
  readonly language: string;
  readonly code: string;
  /** From the outermost inwards, such as ["A first deposit", "With curl"]. */
  readonly headings: readonly string[];
}

/** The fenced code blocks of a Markdown text, in their order. */
export function codeBlocks(markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let headings: string[] = [];
  let open: { language: string; lines: string[] } | undefined;
  for (const line of markdown.split('\n')) {
    const fence = /^```(\w*)$/.exec(line);
    if (open && fence) {
      blocks.push({ language: open.language, code: open.lines.join('\n'), headings });
      open = undefined;
    } else if (open) {
      open.lines.push(line);
    } else if (fence) {
      open = { language: fence[1] ?? '', lines: [] };
    } else {
      const heading = /^(#{2,6}) (.+)$/.exec(line);
      if (heading) headings = [...headings.slice(0, (heading[1] ?? '').length - 2), heading[2] ?? ''];
    }
  }
  return blocks;
}

/** The blocks of one language under a heading. */
export function blocksUnder(blocks: readonly CodeBlock[], heading: string, language: string): string[] {
  return blocks
    .filter((block) => block.language === language && block.headings.includes(heading))
    .map(({ code }) => code);
}
