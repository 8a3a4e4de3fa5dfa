/**
 * The idempotency keys of acts whose outcome is not known. The same request gets the same key again until then, so that a
 * lost answer and a second press cannot make it happen twice; afterwards the next one is a request of its own.
 */
export class ActKeys {
  readonly #keys = new Map<string, string>();

  constructor(private readonly newKey: () => string) {}

  /** @param request The whole content of the request. */
  keyOf(request: readonly unknown[]): string {
    const name = JSON.stringify(request);
    const key = this.#keys.get(name) ?? this.newKey();
    this.#keys.set(name, key);
    return key;
  }

  /** Forgets the key of a request whose outcome is known. */
  settle(request: readonly unknown[]): void {
    this.#keys.delete(JSON.stringify(request));
  }
}
