/** An error that ends the process with a one-line message. */
export class ExitError extends Error {
  /** @param exitCode 1: the work failed. 2: the arguments or the configuration are wrong. */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
    this.name = 'ExitError';
  }
}
