import { AccessError } from './errors.js';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from './passwords.js';

/** Whose password it is to be. */
export interface PasswordOwner {
  readonly email: string;
  readonly displayName: string;
}

/** @throws AccessError BAD_USER_INPUT when a password is not good enough for its owner. */
export function assertGoodPassword(password: string, _owner: PasswordOwner): void {
  if (password.length < PASSWORD_LENGTH_MIN) {
    throw tooWeak(`A password has at least ${String(PASSWORD_LENGTH_MIN)} characters`);
  }
  if (password.length > PASSWORD_LENGTH_MAX) {
    throw tooWeak(`A password has at most ${String(PASSWORD_LENGTH_MAX)} characters`);
  }
}

function tooWeak(message: string): AccessError {
  return new AccessError('BAD_USER_INPUT', message, { field: 'newPassword' });
}
