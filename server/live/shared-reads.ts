/** Shares one read among all callers that ask for the same key while it is under way. */
export class SharedReads<Result> {
  readonly #underWay = new Map<string, Promise<Result>>();

  /** @param key Identifies the result: everything that it depends on, the version of the data included. */
  async get(key: string, read: () => Promise<Result>): Promise<Result> {
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const reading = read().finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, reading);
    return reading;
  }
}
