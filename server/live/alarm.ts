/** Wakes one reader when there may be something new. Raised several times before the reader looks, it wakes them once. */
export class Alarm {
  #raised = false;
  #wake: (() => void) | undefined;

  readonly raise = (): void => {
    this.#raised = true;
    this.#wake?.();
  };

  /** Resolves when the alarm is raised (at once if it already is), or after `latestMs` milliseconds. */
  async next(latestMs: number): Promise<void> {
    if (this.#raised) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, latestMs).unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }

  /** Clears the alarm, so that `next` waits until it is raised again. */
  reset(): void {
    this.#raised = false;
  }
}
