import { charactersIn, isPlainText } from '../../ledger/text.js';
import { AccessError } from '../model/errors.js';
import { isSimplePattern, madeOfWords, withoutEnds } from './password-shape.js';
import type { Role } from '../model/user.js';

const PASSWORD_LENGTH_MIN = 8;
/**
 * Minimum length for staff, in characters of Unicode: they see or move everybody's money, and a password may be all that
 * protects it.
 */
const STAFF_PASSWORD_LENGTH_MIN = 15;
/** Hashing time grows with the length, so the length is bounded. */
export const PASSWORD_LENGTH_MAX = 128;

/** Words that everybody would try first here. */
const PUBLIC_WORDS = [
  'nissmart',
  'demo',
  'password',
  'savings',
  'wallet',
  'ledger',
  'admin',
  'operator',
  'analyst',
];

/** The user whose password it is to be. */
export interface PasswordContext {
  readonly email: string;
  readonly displayName?: string;
  readonly role?: Role;
}

/**
 * Refuses a password that is guessed soon, as NIST SP 800-63B asks for: short ones, common ones, and those made of their
 * owner's name or email. It asks for no mixture of characters. Lengths are in characters of Unicode.
 *
 * @param field Name of the password's field in the request.
 * @throws AccessError BAD_USER_INPUT with the field and words that say why.
 */
export async function assertGoodPassword(
  password: string,
  context: PasswordContext,
  field = 'password',
): Promise<void> {
  const mistake = mistakeInForm(password, context.role) ?? (await mistakeInContent(password, context));
  if (mistake !== undefined) throw new AccessError('BAD_USER_INPUT', mistake, { field });
}

function mistakeInForm(password: string, role: Role = 'CUSTOMER'): string | undefined {
  const isStaff = role !== 'CUSTOMER';
  const lengthMin = isStaff ? STAFF_PASSWORD_LENGTH_MIN : PASSWORD_LENGTH_MIN;
  const length = charactersIn(password.normalize('NFC'));
  if (length < lengthMin)
    return `${isStaff ? 'The password of staff' : 'A password'} has at least ${String(lengthMin)} characters`;
  if (length > PASSWORD_LENGTH_MAX) return `A password has at most ${String(PASSWORD_LENGTH_MAX)} characters`;
  if (!isPlainText(password) || /\p{Cc}/u.test(password)) return 'A password has no control characters';
  return undefined;
}

async function mistakeInContent(password: string, context: PasswordContext): Promise<string | undefined> {
  const text = password.normalize('NFKC').toLowerCase();
  if (isSimplePattern(text)) return 'This password is a simple pattern, which is guessed at once';
  if (madeOfWords(text, [...PUBLIC_WORDS, ...wordsOf(context)]))
    return 'This password says only whose it is: your name, your email or our name; take one that nobody knows of you';
  const common = await commonPasswords();
  if (common.has(text) || common.has(withoutEnds(text)))
    return 'Many people use this password, so it is among the first that are tried; take another one';
  return undefined;
}

function wordsOf({ email, displayName = '' }: PasswordContext): string[] {
  return `${email} ${displayName}`
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '');
}

let common: Promise<ReadonlySet<string>> | undefined;

/** Loads some ten thousand common passwords. They are unpacked on first use, because that takes a moment. */
async function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'].map(String)),
  );
  return common;
}
