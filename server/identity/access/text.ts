import { AccessError } from '../model/errors.js';
import { charactersIn, isPlainText, isVisible, mistakeInName, trimName } from '../../ledger/text.js';

/**
 * Trims a text and refuses control characters; the result is empty when nothing in it is visible. The rest stays as it was
 * written, because the fingerprint of a key is taken from it, and the request of an old key must have the same one
 * tomorrow.
 *
 * @param lengthMax In characters of Unicode, so that an emoji counts as one.
 * @throws AccessError BAD_USER_INPUT, naming the field, when it is too long or is not plain text.
 */
export function parseText(field: string, value: string, lengthMax: number): string {
  const text = value.trim();
  if (charactersIn(text) > lengthMax) {
    throw new AccessError('BAD_USER_INPUT', `${field} has at most ${String(lengthMax)} characters`, {
      field,
    });
  }
  if (!isPlainText(text)) {
    throw new AccessError('BAD_USER_INPUT', `${field} has control characters or is not Unicode`, { field });
  }
  return isVisible(text) ? text : '';
}

/** Parses a name of one line. @throws AccessError BAD_USER_INPUT */
export function parseName(value: string): string {
  const name = trimName(value);
  const mistake = mistakeInName(name);
  if (mistake !== undefined) throw new AccessError('BAD_USER_INPUT', mistake, { field: 'name' });
  return name;
}

/** Maximum length of a search text or a sought reference, in characters of Unicode; nothing that is stored is longer. */
const SEARCH_LENGTH_MAX = 280;

/**
 * Parses a text that a filter looks for. GraphQL's null, an empty text and blanks mean any.
 *
 * @throws AccessError BAD_USER_INPUT, naming the field, when it is too long or is not plain text.
 */
export function parseSearchText(field: string, value: string | null | undefined): string | undefined {
  return parseText(field, value ?? '', SEARCH_LENGTH_MAX) || undefined;
}
