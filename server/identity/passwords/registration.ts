import { z } from 'zod';
import { mistakeInName, trimName } from '../../ledger/text.js';
import { AccessError } from '../model/errors.js';
import { PASSWORD_LENGTH_MAX } from './password-policy.js';

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** Code of the user's app or a recovery code, where the account asks for a second factor. */
  readonly code?: string | null | undefined;
}

export interface Registration extends Omit<Credentials, 'code'> {
  readonly displayName: string;
}

const email = z
  .string()
  .trim()
  .max(254, 'An email has at most 254 characters')
  .pipe(z.email('This is not an email address'));
/** Name of a person or of a thing of theirs. */
export const nameText = z
  .string()
  .transform(trimName)
  .superRefine((name, context) => {
    const message = mistakeInName(name);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });
const registration = z.object({
  email,
  displayName: nameText,
  /** Checked by the password policy. */
  password: z.string(),
});

/** @throws AccessError BAD_USER_INPUT that names the field. */
export function parseRegistration(input: Registration): Registration & { emailKey: string } {
  const { data, error } = registration.safeParse(input);
  if (error) throw badInput(error);
  return { ...data, emailKey: data.email.toLowerCase() };
}

/** @param field Name of its field in the request. @throws AccessError BAD_USER_INPUT */
export function parseEmail(field: string, text: string): string {
  return parsed(field, email.safeParse(text));
}

/** @param field Name of its field in the request. @throws AccessError BAD_USER_INPUT */
export function parseName(field: string, text: string): string {
  return parsed(field, nameText.safeParse(text));
}

function parsed(field: string, { data, error }: z.ZodSafeParseResult<string>): string {
  if (error) throw badInput(error, field);
  return data;
}

/**
 * Normalises an email and a password without checking their form: errors about it would help guessing. Cuts an overlong
 * password off before it is hashed.
 */
export function parseLogin(input: Credentials): { emailKey: string; password: string } {
  return {
    emailKey: input.email.trim().toLowerCase().slice(0, 254),
    password: cutPassword(input.password),
  };
}

/** Cuts a password off one character behind the maximum length, so that an overlong one costs no more to hash. */
export function cutPassword(password: string): string {
  return Array.from(password.normalize('NFC'))
    .slice(0, PASSWORD_LENGTH_MAX + 1)
    .join('');
}

/** Builds an error that names the first wrong field, or the only one that was checked. */
export function badInput(error: z.ZodError, only?: string): AccessError {
  const [issue] = error.issues;
  const field = only ?? issue?.path.join('.') ?? '';
  return new AccessError('BAD_USER_INPUT', issue?.message ?? 'The input is not valid', { field });
}
