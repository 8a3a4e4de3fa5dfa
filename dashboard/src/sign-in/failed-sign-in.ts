/** Explains why signing in with another service failed, by the code in the URL. */
const WORDS: Readonly<Record<string, string>> = {
  ISSUER_UNAVAILABLE: 'The other service cannot be reached now. Try again in a moment, or use your password.',
  DENIED: 'The other service did not sign you in.',
  EXPIRED: 'That took too long, or was begun in another browser. Start again.',
  EMAIL_UNVERIFIED: 'The other service has not confirmed your email, so that we cannot go by it.',
  ACCOUNT_EXISTS:
    'There is an account with your email already. Sign in with its password, confirm its email, and link the other service on the page “Account”.',
  SUSPENDED: 'This account is suspended.',
  LAST_OPERATOR: 'You are the last operator, and the other service says that you are none any more.',
  OTHER_IDENTITY: 'That belongs to somebody else here.',
  SECOND_FACTOR: 'You have a second factor here: confirm with it, or with your password and a code.',
  CONFIRMATION_REQUIRED: 'Enter your password again first.',
};

/** Returns the explanation for a code; undefined without one. Only our own texts are shown, as anybody can write a URL. */
export function failedSignIn(code: unknown): string | undefined {
  if (typeof code !== 'string') return undefined;
  return Object.hasOwn(WORDS, code) ? WORDS[code] : 'Signing in with the other service failed. Start again.';
}
