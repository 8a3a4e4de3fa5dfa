/** Says to one reader that there may be something new. However often it is raised before the reader looks, it is one alarm. */
export class Alarm {
  #raised = false;
  #wake: (() => void) | undefined;

  readonly raise = (): void => {
    this.#raised = true;
    this.#wake?.();
  };

  /** Resolves once it is raised, at once if it is already, and at the latest after the time given. */
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

  /** What is raised from now on is another alarm. */
  reset(): void {
    this.#raised = false;
  }
}
