/** Where a request comes from, as far as it can be told. */
export interface Origin {
  /** The address of the client. */
  readonly address: string;
  /** What the browser says that its device was given; undefined where it says nothing, as clients of the API do. */
  readonly device?: string | undefined;
  /** What the client calls itself. */
  readonly userAgent?: string | undefined;
  /** The token of the session that the browser has a cookie of; a new sign-in takes its place. */
  readonly sessionCookie?: string | undefined;
}
