import { readingOf, type Mistake, type Reading } from './mistake';

const SAVE_AS = 'In a spreadsheet, choose “Save as” and then “CSV UTF-8”.';

/**
 * The text of a file, with `\n` for every line break and without a byte order mark. It is UTF-8, or UTF-16 if it says so by its
 * mark. Nothing that does not belong there is replaced: a letter that was lost may have been part of a name or of an email.
 */
export function readText(bytes: Uint8Array): Reading<string> {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    return mistakeIn(1, `This is a workbook or an archive, not a CSV file. ${SAVE_AS}`);
  }
  const utf16 = startsWith(bytes, [0xff, 0xfe]) ? 'utf-16le' : startsWith(bytes, [0xfe, 0xff]) && 'utf-16be';
  if (utf16) {
    const text = decode(bytes, utf16);
    return text === undefined
      ? mistakeIn(1, `The file is not whole UTF-16 text. ${SAVE_AS}`)
      : readPasted(text);
  }
  const text = decode(bytes, 'utf-8');
  if (text !== undefined) return readPasted(text);
  const mistakes = linesOf(bytes).flatMap((line, index) =>
    decode(line, 'utf-8') === undefined
      ? [{ line: index + 1, words: `This line is not UTF-8 text. ${SAVE_AS}` }]
      : [],
  );
  return readingOf(mistakes, () => '');
}

/** Reads a pasted text by the same rules as a file's. */
export function readPasted(text: string): Reading<string> {
  const content = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const mistakes = content.split('\n').flatMap((line, index): Mistake[] => {
    const words = damageIn(line);
    return words === undefined ? [] : [{ line: index + 1, words }];
  });
  return readingOf(mistakes, () => content);
}

function damageIn(line: string): string | undefined {
  if (line.includes('\0')) return `This line has a NUL character, which no text has. ${SAVE_AS}`;
  if (line.includes('\uFFFD') || !line.isWellFormed()) {
    return 'This line has a character (\uFFFD) in the place of one that was lost. Write it anew.';
  }
  return undefined;
}

function mistakeIn(line: number, words: string): Reading<never> {
  return { mistakes: [{ line, words }] };
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** In UTF-8, and in all that is taken for it, the bytes of line breaks are nothing else. */
function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  bytes.forEach((byte, index) => {
    const ends = byte === LINE_FEED || (byte === CARRIAGE_RETURN && bytes[index + 1] !== LINE_FEED);
    if (!ends) return;
    lines.push(bytes.subarray(start, index));
    start = index + 1;
  });
  return [...lines, bytes.subarray(start)];
}
