import { hash, verify } from '@node-rs/argon2';

/**
 * The OWASP password storage cheat sheet's choice for argon2id, which is the library's default algorithm: 19 MiB, two
 * passes, one lane.
 */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * Hashes a password in Unicode's form NFC, so that it is the same however its accents were typed.
 *
 * @returns The hash with its parameters and salt, in PHC string format.
 */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), OPTIONS);
}

/** Stored in place of a hash for a user without a password, who signs in by other means. */
export const NO_PASSWORD = '!';

let decoyHash: Promise<string> | undefined;

/**
 * Tells if the password is the one that was hashed. Without a hash (an unknown email, or a user without a password) it
 * takes as long and says no, so that the time of an answer does not tell who has an account.
 */
export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  decoyHash ??= hashPassword('a password that nobody has');
  const known = passwordHash === NO_PASSWORD ? undefined : passwordHash;
  const matches = await verify(known ?? (await decoyHash), password.normalize('NFC'));
  return matches && known !== undefined;
}
