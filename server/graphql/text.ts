import { AccessError } from '../identity/errors.js';

/**
 * A text without the blanks around it.
 *
 * @throws AccessError BAD_USER_INPUT, naming the field, when it is too long or has half of a surrogate pair, which is no
 * character and cannot be stored.
 */
export function parseText(field: string, value: string, lengthMax: number): string {
  const text = value.trim();
  if (text.length > lengthMax) {
    throw new AccessError('BAD_USER_INPUT', `${field} has at most ${String(lengthMax)} characters`, {
      field,
    });
  }
  if (!text.isWellFormed()) {
    throw new AccessError('BAD_USER_INPUT', `${field} has half of a surrogate pair, which is no character`, {
      field,
    });
  }
  return text;
}
