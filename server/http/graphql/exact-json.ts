import { isExactNumber } from '../../graphql/types/exact-number.js';
import { RequestError } from '../../errors/problem.js';
import { shortened } from '../../errors/shortened.js';

/**
 * Parses JSON without changing any value. It refuses, with its place, whatever other parsers silently change: a number with
 * more digits than they keep, the first of two values of one name, half a character.
 *
 * @param what Name of the text for messages, such as "The body".
 * @throws RequestError BAD_USER_INPUT
 */
export function parseExactJson(text: string, what: string): unknown {
  assertShallow(text, what);
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch {
    throw new RequestError('BAD_USER_INPUT', `${what} is not valid JSON`);
  }
  assertExact(text);
  return value;
}

/** Maximum depth of nesting: no valid request is as deep, and parsing deep JSON costs more than its length. */
const DEPTH_MAX = 200;

/** @param text Perhaps no JSON at all. @throws RequestError BAD_USER_INPUT */
function assertShallow(text: string, what: string): void {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (quoted) {
      if (sign === BACKSLASH) at += 1;
      else if (sign === QUOTE) quoted = false;
    } else if (sign === QUOTE) quoted = true;
    else if (sign === OPEN_LIST || sign === OPEN_OBJECT) {
      depth += 1;
      if (depth > DEPTH_MAX)
        throw new RequestError('BAD_USER_INPUT', `${what} is nested deeper than ${DEPTH_MAX} levels`);
    } else if (sign === CLOSE_LIST || sign === CLOSE_OBJECT) depth -= 1;
  }
}

/** An object or a list that is not closed yet. */
interface Open {
  /** Names given so far in an object; made with its first one. */
  names?: Set<string>;
  /** The current member: its name, or its index in a list. */
  step: string | number;
}

const BACKSLASH = 0x5c;
const [QUOTE, COMMA, MINUS, ZERO, NINE] = [0x22, 0x2c, 0x2d, 0x30, 0x39];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** @param text Valid JSON. @throws RequestError BAD_USER_INPUT */
function assertExact(text: string): void {
  const open: Open[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) {
      const end = endOfText(text, at);
      readText(text, at, end, open);
      at = end;
    } else if (sign === OPEN_OBJECT) open.push({ step: '' });
    else if (sign === OPEN_LIST) open.push({ step: 0 });
    else if (sign === CLOSE_OBJECT || sign === CLOSE_LIST) open.pop();
    else if (sign === COMMA) nextItem(open.at(-1));
    else if (sign === MINUS || (sign >= ZERO && sign <= NINE)) {
      const [number = ''] = matchAt(NUMBER, text, at);
      if (!isExactNumber(number))
        throw refusedAt(open, 'is a number with more digits than JSON keeps; send it as a string');
      at += number.length - 1;
    }
  }
}

const NUMBER = /[-+.\deE]+/y;
const COLON = /\s*:/y;

function matchAt(pattern: RegExp, text: string, at: number): readonly string[] {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? [];
}

function nextItem(list: Open | undefined): void {
  if (typeof list?.step === 'number') list.step += 1;
}

/** Finds the end of the quoted text that begins here. */
function endOfText(text: string, start: number): number {
  for (let end = start; ;) {
    end = text.indexOf('"', end + 1);
    let before = end;
    while (text[before - 1] === '\\') before -= 1;
    if ((end - before) % 2 === 0) return end;
  }
}

/** @throws RequestError BAD_USER_INPUT */
function readText(text: string, start: number, end: number, open: readonly Open[]): void {
  const inQuotes = text.slice(start + 1, end);
  const isName = matchAt(COLON, text, end + 1).length > 0;
  if (!isName && !inQuotes.includes('\\u')) return;
  const read = inQuotes.includes('\\') ? String(JSON.parse(`"${inQuotes}"`)) : inQuotes;
  if (!read.isWellFormed()) throw refusedAt(open, 'has half a character, which is not Unicode');
  const object = open.at(-1);
  if (!isName || !object) return;
  object.step = read;
  object.names ??= new Set();
  if (object.names.has(read)) throw refusedAt(open, 'is given twice');
  // The name would reach the prototype that all objects share.
  if (read === '__proto__' || (read === 'prototype' && open.at(-2)?.step === 'constructor'))
    throw refusedAt(open, 'is a name that nothing may have here');
  object.names.add(read);
}

/**
 * Makes an error that names the place as clients know it: `metadata.lines[1].id`, wherever the metadata is, and the index
 * of the item it is in.
 */
function refusedAt(open: readonly Open[], why: string): RequestError {
  const steps = open.map(({ step }) => step);
  const place = written(steps);
  const start = Math.max(steps.indexOf('metadata'), steps[0] === 'variables' ? 1 : 0);
  const index = steps.slice(0, start).find((step) => typeof step === 'number');
  return new RequestError('BAD_USER_INPUT', `${place || 'The value'} ${why}`, {
    field: written(steps.slice(start)),
    ...(index !== undefined && { index }),
  });
}

function written(steps: readonly (string | number)[]): string {
  const place = steps
    .filter((step) => step !== '')
    .map((step, at) => (typeof step === 'number' ? `[${String(step)}]` : `${at > 0 ? '.' : ''}${step}`))
    .join('');
  return shortened(place);
}
