/** Reasons for which an issuer's sign-in is refused. The dashboard says each in words. */
export const OIDC_FAILURES = [
  'ISSUER_UNAVAILABLE',
  'DENIED',
  'EXPIRED',
  'INVALID',
  'EMAIL_UNVERIFIED',
  'ACCOUNT_EXISTS',
  'SUSPENDED',
  'LAST_OPERATOR',
  'OTHER_IDENTITY',
  'SECOND_FACTOR',
] as const;
export type OidcFailureCode = (typeof OIDC_FAILURES)[number];

export class OidcFailure extends Error {
  constructor(
    readonly failure: OidcFailureCode,
    /** For the log: a code of the library's, and never what an issuer or a browser has sent. */
    readonly reason?: string,
  ) {
    super(failure);
    this.name = 'OidcFailure';
  }
}
