import { z } from 'zod';
import { mistakeInName, trimName } from '../../ledger/text.js';
import { AccessError } from '../model/errors.js';
import { PASSWORD_LENGTH_MAX } from './password-policy.js';

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** Where the account asks for a second factor: from its app, or a recovery code. */
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
/** What somebody calls themselves, or something of theirs. */
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
  /** The password policy looks at it. */
  password: z.string(),
});

/** @throws AccessError BAD_USER_INPUT that names the field. */
export function parseRegistration(input: Registration): Registration & { emailKey: string } {
  const { data, error } = registration.safeParse(input);
  if (error) throw badInput(error);
  return { ...data, emailKey: data.email.toLowerCase() };
}

/** @param field What it is called in the request. @throws AccessError BAD_USER_INPUT */
export function parseEmail(field: string, text: string): string {
  return parsed(field, email.safeParse(text));
}

/** @param field What it is called in the request. @throws AccessError BAD_USER_INPUT */
export function parseName(field: string, text: string): string {
  return parsed(field, nameText.safeParse(text));
}

function parsed(field: string, { data, error }: z.ZodSafeParseResult<string>): string {
  if (error) throw badInput(error, field);
  return data;
}

/** Says nothing about the form of either: that would help guessing. An overlong password is cut off before it is hashed. */
export function parseLogin(input: Credentials): { emailKey: string; password: string } {
  return {
    emailKey: input.email.trim().toLowerCase().slice(0, 254),
    password: cutPassword(input.password),
  };
}

/** Cuts a password off right behind the longest there can be: nothing is hashed of what is longer. */
export function cutPassword(password: string): string {
  return Array.from(password.normalize('NFC'))
    .slice(0, PASSWORD_LENGTH_MAX + 1)
    .join('');
}

/** Names the first field that is wrong, or the one that was looked at alone. */
export function badInput(error: z.ZodError, only?: string): AccessError {
  const [issue] = error.issues;
  const field = only ?? issue?.path.join('.') ?? '';
  return new AccessError('BAD_USER_INPUT', issue?.message ?? 'The input is not valid', { field });
}
