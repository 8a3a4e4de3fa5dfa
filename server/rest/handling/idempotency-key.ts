import { RequestError } from '../../errors/problem.js';
import { KEY_HEADER } from '../routes/parameters.js';

/** Matches a String of RFC 8941: printable ASCII in quotes, with a backslash before a quote or a backslash. */
const QUOTED = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;

/**
 * Reads the key from the header, without quotes if it had some; the ledger checks its characters.
 *
 * @param rawHeaders Names and values in turns, as Node received them: in `headers` two of a name are already joined to what
 *   looks like one.
 * @throws RequestError IDEMPOTENCY_KEY_INVALID when there are two, or the quoting is broken.
 */
export function idempotencyKeyOf(rawHeaders: readonly string[]): string | undefined {
  const given = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === NAME,
  );
  if (given.length > 1) {
    throw new RequestError('IDEMPOTENCY_KEY_INVALID', `The header ${KEY_HEADER} is given more than once`);
  }
  const [value] = given;
  if (!value?.startsWith('"')) return value;
  const quoted = QUOTED.exec(value)?.[1];
  if (quoted === undefined) {
    throw new RequestError(
      'IDEMPOTENCY_KEY_INVALID',
      `The quoted string in the header ${KEY_HEADER} is broken`,
    );
  }
  return quoted.replace(/\\(.)/g, '$1');
}

const NAME = KEY_HEADER.toLowerCase();
