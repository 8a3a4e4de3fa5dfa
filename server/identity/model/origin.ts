/** Origin of a request, as far as the server can tell. */
export interface Origin {
  /** The address of the client. */
  readonly address: string;
  /** The device's token that the browser sends; undefined where it sends none, as clients of the API do. */
  readonly device?: string | undefined;
  /** The `User-Agent` header of the client. */
  readonly userAgent?: string | undefined;
  /** Session token in the browser's cookie; a new sign-in replaces that session. */
  readonly sessionCookie?: string | undefined;
}
