import { readDemoState } from '../demo/state.js';
import type { OpenServices } from '../app/services.js';

/**
 * Fills an empty database with demo data, or completes an interrupted fill.
 *
 * @returns True when the whole demo data is there; false for a database that people use in earnest.
 */
export async function ensureDemoData(services: OpenServices, signal: AbortSignal): Promise<boolean> {
  const state = await readDemoState(services.storage.reader, services.clock.now());
  if ('start' in state) {
    const { fillIn } = await import('./fill-demo.js');
    await fillIn(services, state.start, signal);
  }
  return state.kind !== 'in use';
}
