/** Lets everybody who wants to read the same at the same time share one read. */
export class SharedReads<Result> {
  readonly #underWay = new Map<string, Promise<Result>>();

  /** @param key Everything that the result depends on, the version of what is read included. */
  async get(key: string, read: () => Promise<Result>): Promise<Result> {
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const reading = read().finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, reading);
    return reading;
  }
}
