import type { Logger } from 'pino';
import type { OpenServices } from '../app/services.js';
import { startBackgroundJobs } from './background-jobs.js';

/** What could not be sent, or was left by a process that died, waits no longer than this beyond its pause. */
const INTERVAL_MS = 5_000;

/** Sends what waits, at once and then every now and then. @returns Ends it. */
export function startMailing({ outbox }: Pick<OpenServices, 'outbox'>, log: Logger): () => void {
  if (!outbox) return () => undefined;
  return startBackgroundJobs({ 'sending mail': async () => outbox.send() }, INTERVAL_MS, log);
}
