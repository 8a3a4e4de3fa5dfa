/** The one source of time. Tests and the demo data bring their own; nothing in the ledger reads the system's clock itself. */
export interface Clock {
  /** The present moment, to the millisecond. */
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
