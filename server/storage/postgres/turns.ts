/**
 * Runs tasks one after another, each when the one before has ended, well or badly. A connection runs one statement at a time,
 * and `pg` leaves it to its callers to wait: statements that it holds back itself are deprecated, and an error with version 9.
 */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  async take<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
