/** Bounds on the requests that are answered at the same time. */
export interface LoadLimits {
  /** Number of requests up to which none is refused, however long they take: what many clients send at one moment. */
  readonly burst: number;
  /** Maximum expected wait, in milliseconds; requests that would wait longer are refused. */
  readonly waitMs: number;
  /** Time for which a connection on which a request was refused is kept waiting, in milliseconds. */
  readonly pauseMs: number;
}

export const LOAD_LIMITS: LoadLimits = { burst: 320, waitMs: 500, pauseMs: 1_000 };

/** Time between two looks at the pace, in milliseconds. */
const LOOK_MS = 100;
/** Share of what was known before in the pace after one more look. */
const MEMORY = 0.9;

/**
 * Counts the requests that are being answered, and tells how many there may be: as many as are answered within the time that
 * one may wait, at the pace of late (Little's law). So a server that is asked for more than it can do is as busy as it can be,
 * and those whom it serves wait for about that time.
 */
export class Load {
  #underWay = 0;
  #max: number;
  /** Requests that were answered, and the time in which there were any; older ones count for less. */
  readonly #pace = { answered: 0, busyMs: 0 };
  #answered = 0;
  #lookedAt = 0;

  constructor(
    private readonly limits: LoadLimits,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#max = limits.burst;
  }

  get underWay(): number {
    return this.#underWay;
  }

  /**
   * Tells if one more request would have to wait for too long. One that was kept waiting already may wait half as long.
   */
  isTooHighFor(request: { readonly waited: boolean }): boolean {
    return this.#underWay >= (request.waited ? this.#max / 2 : this.#max);
  }

  begin(): void {
    // Time without requests says nothing of the pace.
    if (this.#underWay === 0) this.#lookedAt = this.now() - this.#sinceLook;
    this.#underWay += 1;
  }

  /** @param answered False for a request whose client has hung up: it says nothing of the pace. */
  end(answered: boolean): void {
    this.#underWay -= 1;
    if (answered) this.#answered += 1;
    const sinceLook = this.now() - this.#lookedAt;
    if (sinceLook >= LOOK_MS) this.#learn(sinceLook);
    else if (this.#underWay === 0) this.#sinceLook = sinceLook;
  }

  /** Busy time since the last look, while there are no requests. */
  #sinceLook = 0;

  #learn(busyMs: number): void {
    this.#pace.answered = this.#pace.answered * MEMORY + this.#answered;
    this.#pace.busyMs = this.#pace.busyMs * MEMORY + busyMs;
    this.#answered = 0;
    this.#sinceLook = 0;
    this.#lookedAt = this.now();
    const { burst, waitMs } = this.limits;
    this.#max = Math.max(burst, (this.#pace.answered / this.#pace.busyMs) * waitMs);
  }
}
