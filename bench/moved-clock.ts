import type { Clock } from '../server/ledger/model/clock.js';

/** A clock that starts at a moment of its own and goes on from there. */
export function clockFrom(start: Date): Clock {
  const offset = start.getTime() - Date.now();
  return { now: () => new Date(Date.now() + offset) };
}

/**
 * Makes options for Node that move a process's clock, so that it finds a ledger as it was filled: the same hour open, whatever
 * the time is now.
 */
export function nodeOptionsAt(start: Date): string[] {
  const code = `
    const offset = ${String(start.getTime())} - Date.now();
    const now = Date.now;
    Date.now = () => now() + offset;
    globalThis.Date = new Proxy(Date, {
      construct: (target, given, self) => Reflect.construct(target, given.length === 0 ? [Date.now()] : given, self),
    });`;
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
}
