import { AccessError } from '../model/errors.js';
import { charactersIn, isPlainText, isVisible, mistakeInName, trimName } from '../../ledger/text.js';

/**
 * A text without the blanks around it; empty when there is nothing to see in it. The rest of it stays as it was written,
 * because the fingerprint of a key is taken from it, and an old key's request must be the same tomorrow.
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

/** A name of one line. @throws AccessError BAD_USER_INPUT */
export function parseName(value: string): string {
  const name = trimName(value);
  const mistake = mistakeInName(name);
  if (mistake !== undefined) throw new AccessError('BAD_USER_INPUT', mistake, { field: 'name' });
  return name;
}

/** What a search or a reference to look for may have, in characters of Unicode; nothing that is stored is longer. */
const SOUGHT_LENGTH_MAX = 280;

/**
 * A text that a filter looks for. GraphQL's null, an empty text and blanks mean any.
 *
 * @throws AccessError BAD_USER_INPUT, naming the field, when it is too long or is not plain text.
 */
export function parseSought(field: string, value: string | null | undefined): string | undefined {
  return parseText(field, value ?? '', SOUGHT_LENGTH_MAX) || undefined;
}
