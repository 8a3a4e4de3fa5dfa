/**
 * Called when a watched topic may have changed. It must not throw and must return at once, because a commit waits for
 * it.
 */
export type ChangeListener = () => void;

/** Returns the topic that is published when any wallet of a person changes or is opened. */
export function walletsOf(ownerId: string): string {
  return `wallets of ${ownerId}`;
}

/**
 * Publishes the ids of the rows that each commit has changed. Listeners read the database themselves, so that a slow
 * listener costs the writer no more than one function call.
 */
export class Changes {
  #version = 0;
  readonly #watchers = new Map<string, Set<ChangeListener>>();
  readonly #watchersOfAll = new Set<ChangeListener>();
  #tell: (topics: Iterable<string>) => void = () => undefined;

  /** Grows with every commit that this process makes or hears of; rows read at one version need not be read again before the next. */
  get version(): number {
    return this.#version;
  }

  /** Publishes what this process has committed. @param topics Ids of rows, or what functions such as `walletsOf` make of them. */
  publish(topics: Iterable<string>): void {
    this.#wake(topics);
    this.#tell(topics);
  }

  /** Hands on all that is published here, to those who tell other nodes. */
  tellOthers(tell: (topics: Iterable<string>) => void): void {
    this.#tell = tell;
  }

  /** Publishes what another node has committed. @param topics Undefined when it is not known what that was. */
  hear(topics: Iterable<string> | undefined): void {
    this.#wake(topics ?? [...this.#watchers.keys()]);
  }

  #wake(topics: Iterable<string>): void {
    this.#version += 1;
    for (const topic of topics) {
      for (const wake of this.#watchers.get(topic) ?? []) wake();
    }
    for (const wake of this.#watchersOfAll) wake();
  }

  /** @returns A function that stops watching. */
  watch(topics: readonly string[], wake: ChangeListener): () => void {
    for (const topic of topics) {
      const watchers = this.#watchers.get(topic) ?? new Set();
      this.#watchers.set(topic, watchers.add(wake));
    }
    return () => {
      for (const topic of topics) {
        const watchers = this.#watchers.get(topic);
        watchers?.delete(wake);
        if (watchers?.size === 0) this.#watchers.delete(topic);
      }
    };
  }

  /** Wakes at every commit. @returns Ends it. */
  watchAll(wake: ChangeListener): () => void {
    this.#watchersOfAll.add(wake);
    return () => void this.#watchersOfAll.delete(wake);
  }
}
