import type { Client } from './client.js';

/** Interval at which the server's own monitor ticks, in milliseconds: a tick that is this late is in time. */
const TICK_MS = 10;

/**
 * Returns the longest time, in milliseconds, for which the server's event loop was held since this was last asked: its metrics
 * start anew at each reading.
 */
export async function loopHoldMs(client: Client): Promise<number> {
  const { body } = await client.send({ method: 'GET', path: '/metrics', headers: {}, body: '' }, '');
  const seconds = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(body)?.[1];
  if (seconds === undefined) throw new Error('The metrics do not tell for how long the loop was held');
  return Math.max(0, Number(seconds) * 1000 - TICK_MS);
}
