import type { AppOptions } from '../../server/app/app.js';
import type { Config } from '../../server/config/config.js';
import { TestApi } from './api.js';
import { onCleanup } from './ledger.js';

/** Starts a server for the present test alone: one that is configured differently, or that the test breaks. */
export async function startApi(config: Partial<Config> = {}, options: AppOptions = {}): Promise<TestApi> {
  const api = new TestApi(config, options);
  await api.start();
  onCleanup(async () => api.close());
  return api;
}
