/** What a process says in one line before it ends. */
export class ExitError extends Error {
  /** @param exitCode 1: the thing failed. 2: it was asked for in a wrong way. */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
    this.name = 'ExitError';
  }
}
