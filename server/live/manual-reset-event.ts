/** Wakes one waiter when it is set. Set several times before the waiter resets it, it wakes the waiter once. */
export class ManualResetEvent {
  #isSet = false;
  #wake: (() => void) | undefined;

  readonly set = (): void => {
    this.#isSet = true;
    this.#wake?.();
  };

  /** Resolves when the event is set (at once if it already is), or after `timeoutMs` milliseconds. */
  async wait(timeoutMs: number): Promise<void> {
    if (this.#isSet) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs).unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }

  /** Clears the event, so that `wait` waits until it is set again. */
  reset(): void {
    this.#isSet = false;
  }
}
